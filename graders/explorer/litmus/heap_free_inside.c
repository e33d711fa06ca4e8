// Question: is a free of what malloc never returned found?
// Verdict: memory_error
// Says: that malloc never returned
#include "litmus.h"

int main(void)
{
    char *block = malloc(10);
    free(block + 1);
}
