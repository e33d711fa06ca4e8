/* A program that links a vetted attempt: what is said to run, runs. */
#include <stdio.h>
#include <stdlib.h>

void counter_increment(void);
long counter_value(void);
void turns_forbidden_call(void);
void *turns_malloc(size_t size);

void turns_forbidden_call(void)
{
    puts("trapped");
    exit(0);
}

void *turns_malloc(size_t size)
{
    puts("turns_malloc");
    return malloc(size);
}

int main(void)
{
    counter_increment();
    printf("value %ld\n", counter_value());
    return 0;
}
