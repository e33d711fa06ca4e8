/* expect: refuse strange old_puts@GLIBC_2.2.5 6 */
int old_puts(const char *);
__asm__(".symver old_puts,old_puts@GLIBC_2.2.5");
void counter_increment(void)
{
    old_puts("");
}
long counter_value(void)
{
    return 1;
}
