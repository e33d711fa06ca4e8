// Question: may a variable of a thread be used that has ended?
// Verdict: memory_error
// Says: a local variable of
#include "litmus.h"

static int *borrowed;

static void *lend(void *unused)
{
    int local = 1;
    borrowed = &local;
    return unused;
}

int main(void)
{
    finish(start(lend, NULL));
    return *borrowed - 1;
}
