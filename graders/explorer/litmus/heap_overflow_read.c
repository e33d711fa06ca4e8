// Question: and one that is only read?
// Verdict: memory_error
// Says: read behind the end of a block of 16 bytes
#include "litmus.h"

int main(void)
{
    int *block = calloc(4, sizeof *block);
    return block[4];
}
