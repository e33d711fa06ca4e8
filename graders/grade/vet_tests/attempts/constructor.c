/* expect: strip constructor .fini_array 10 */
/* expect: strip constructor .init_array 5,15 */
#include <stdio.h>
__attribute__((constructor)) static void early(void)
{
    puts("EARLY");
}

__attribute__((destructor)) static void late(void)
{
    puts("LATE");
}

__attribute__((constructor)) static void early_too(void)
{
    puts("EARLY TOO");
}

void counter_increment(void)
{
}
long counter_value(void)
{
    return 1;
}
