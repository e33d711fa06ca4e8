// Question: and by a string function?
// Verdict: memory_error
// Says: overflow
#include "litmus.h"

int main(void)
{
    char *block = malloc(5);
    strcpy(block, "hello");
}
