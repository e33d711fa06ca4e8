// Question: what becomes of a null pointer?
// Verdict: crash
// Says: SIGSEGV
#include "litmus.h"

static int *volatile nowhere;

static void *work(void *unused)
{
    *nowhere = 1;
    return unused;
}

int main(void)
{
    both(work, work);
}
