// Question: does time pass while somebody can run? Only as much as is allowed.
// Verdict: ok
#include "litmus.h"

static void *work(void *unused)
{
    struct timespec from = in_ms(CLOCK_MONOTONIC, 0), to;
    for (int i = 0; i < 3; i++)
        sched_yield();
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert(to.tv_sec == from.tv_sec && to.tv_nsec == from.tv_nsec);
    return unused;
}

int main(void)
{
    both(work, work);
}
