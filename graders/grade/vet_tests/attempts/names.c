/* expect: refuse strange caf?? 9 */
/* expect: trap forbidden_call stop - */
int café(void);
int stop(void);
int (*volatile one)(void) = stop;
/* expect: note extra_global one - */
void counter_increment(void)
{
    café();
}
long counter_value(void)
{
    return 1;
}
