// Question: do the others go on if main ends by pthread_exit?
// Verdict: wrong_result
#include "litmus.h"

static void *work(void *unused)
{
    sched_yield();
    assert(false);
    return unused;
}

int main(void)
{
    start(work, NULL);
    pthread_exit(NULL);
}
