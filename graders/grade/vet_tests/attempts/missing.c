/* expect: refuse missing counter_increment - */
/* expect: refuse missing counter_value - */
long counter_increment = 5;
static long counter_value(void)
{
    return counter_increment;
}
long (*volatile keep)(void) = counter_value;
/* expect: note extra_global keep - */
