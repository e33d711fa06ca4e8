/* expect: refuse strange .data.mine - */
/* expect: refuse strange .gnu.warning.puts - */
__asm__(".section .data.mine,\"aw\",@init_array\n.quad 0\n.text");
__asm__(".section .gnu.warning.puts,\"\",@progbits\n.string \"hello\"\n.text");
void counter_increment(void)
{
}
long counter_value(void)
{
    return 1;
}
