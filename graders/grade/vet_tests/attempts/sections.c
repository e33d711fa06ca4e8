/* expect: strip constructor .ctors 13 */
/* expect: strip constructor .init 18 */
/* expect: strip constructor .preinit_array 13 */
/* expect: strip interposes main 30 */
/* expect: strip interposes must_die 34 */
/* expect: strip interposes malloc 38 */
/* expect: strip interposes turns_fact - */
/* expect: note extra_global helper 43 */
#include <stddef.h>
#include <stdio.h>

static void early(void)
{
    puts("EARLY");
}
__attribute__((section(".init"), used)) static void
in_init(void)
{
    puts("INIT");
}
__attribute__((section(".ctors"), used)) static void (*one)(void) = early;
__attribute__((section(".preinit_array"), used)) static void (*two)(void) =
    early;
int turns_fact = 4;
int main(void);
void *malloc(size_t size);
int helper(void);
int must_die(void);
int main(void)
{
    return puts("OWN MAIN");
}
int must_die(void)
{
    return 1;
}
void *malloc(size_t size)
{
    puts("OWN MALLOC");
    return (void *)(size - size);
}
int helper(void)
{
    return 2;
}
void counter_increment(void)
{
    helper();
    malloc(helper());
}
long counter_value(void)
{
    return 1;
}
