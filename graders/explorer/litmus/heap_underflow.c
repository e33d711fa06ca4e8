// Question: and one before the block?
// Verdict: memory_error
#include "litmus.h"

int main(void)
{
    char *block = malloc(16);
    volatile int before = -1;
    block[before] = 1;
}
