// Question: may a thread be joined twice?
// Verdict: misuse
// Says: is joined twice
#include "litmus.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread = start(work, NULL);
    finish(thread);
    finish(thread);
}
