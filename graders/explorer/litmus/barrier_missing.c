// Question: what if fewer threads come than the barrier has parties?
// Verdict: deadlock
#include "litmus.h"

static pthread_barrier_t phase;

static void *arrive(void *unused)
{
    pthread_barrier_wait(&phase);
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 3);
    both(arrive, arrive);
}
