/* expect: trap forbidden_call exit 18 */
/* expect: trap forbidden_call usleep 10,11,13,17 */
/* expect: trap forbidden_call abort 19 */
#include <stdlib.h>
int usleep(unsigned microseconds);
long counter_value(void);
void counter_increment(void);
void counter_increment(void)
{
    usleep(1);
    usleep(2), usleep(3);
    if (counter_value() == 7)
        usleep(4);
}
long counter_value(void)
{
    if (usleep(5))
        exit(0);
    abort();
    usleep(6);
}
