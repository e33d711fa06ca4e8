/* expect: refuse strange - 4 */
void counter_increment(void)
{
    __asm__ volatile("nop\n.byte 0x06");
}
long counter_value(void)
{
    return 1;
}
