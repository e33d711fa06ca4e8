// Question: is one byte too many found?
// Verdict: memory_error
// Says: overflow
#include "litmus.h"

int main(void)
{
    char *block = malloc(13);
    for (int i = 0; i <= 13; i++)
        block[i] = 'x';
}
