/* expect: refuse strange .mine - */
__asm__(".section .mine,\"awx\",@progbits\n.byte 0xc3\n.text");
void counter_increment(void)
{
}
long counter_value(void)
{
    return 1;
}
