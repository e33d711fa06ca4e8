// Question: is a second free found?
// Verdict: memory_error
// Says: freed for the second time
#include "litmus.h"

int main(void)
{
    char *block = malloc(10);
    free(block);
    free(block);
}
