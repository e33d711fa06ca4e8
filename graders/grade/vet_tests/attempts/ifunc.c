/* expect: refuse ifunc chosen 6 */
static long right(void)
{
    return 1;
}
static long (*choose(void))(void) { return right; }
long chosen(void) __attribute__((ifunc("choose")));
void counter_increment(void)
{
}
long counter_value(void)
{
    return chosen();
}
