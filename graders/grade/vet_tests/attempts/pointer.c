/* expect: trap forbidden_call system - */
#include <stdlib.h>
static int (*volatile hidden)(const char *) = system;
void counter_increment(void)
{
    hidden("true");
}
long counter_value(void)
{
    return 0;
}
