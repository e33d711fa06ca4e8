/* expect: refuse unrepeatable - 4,5,6 */
void counter_increment(void)
{
    __asm__ volatile("rdtsc" : : : "rax", "rdx");
    __asm__ volatile("rdrand %%rax" : : : "rax");
    __asm__ volatile("cpuid" : : : "rax", "rbx", "rcx", "rdx");
}
long counter_value(void)
{
    return 0x310f;
}
