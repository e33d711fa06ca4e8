/* expect: refuse strange shared - */
int shared __attribute__((common));
void counter_increment(void)
{
    shared++;
}
long counter_value(void)
{
    return shared;
}
