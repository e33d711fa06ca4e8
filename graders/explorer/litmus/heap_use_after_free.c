// Question: is a use after free found?
// Verdict: memory_error
// Says: use after free
#include "litmus.h"

int main(void)
{
    int *block = malloc(4 * sizeof *block);
    block[2] = 1;
    free(block);
    return block[2];
}
