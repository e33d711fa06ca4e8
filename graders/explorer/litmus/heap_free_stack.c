// Question: and of a variable?
// Verdict: memory_error
// Says: that malloc never returned
#include "litmus.h"

int main(void)
{
    int local = 0;
    void *volatile address = &local;
    free(address);
}
