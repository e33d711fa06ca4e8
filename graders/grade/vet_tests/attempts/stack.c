/* expect: refuse strange .note.GNU-stack - */
__asm__(".section .note.GNU-stack,\"x\",@progbits\n.text");
void counter_increment(void)
{
}
long counter_value(void)
{
    return 1;
}
