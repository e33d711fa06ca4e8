/* expect: refuse system_call - 7,8,9 */
void counter_increment(void)
{
    long result;
    const long number = 39;
    (void)number;
    __asm__ volatile(".byte 0x48\n syscall" : "=a"(result) : "a"(39) : "rcx", "r11");
    __asm__ volatile("int $0x80");
    __asm__ volatile("sysenter");
}
long counter_value(void)
{
    return 0x050f340f80cd;
}
