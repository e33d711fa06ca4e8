// Question: is a leak found? Where that is asked for.
// Verdict: ok
// And: memory_error leaks=on
#include "litmus.h"

static void *work(void *unused)
{
    int *volatile block = malloc(100);
    *block = 1;
    return unused;
}

int main(void)
{
    both(work, work);
}
