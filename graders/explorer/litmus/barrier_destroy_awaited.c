// Question: may a barrier be destroyed that somebody waits at?
// Verdict: misuse
#include "litmus.h"

static pthread_barrier_t phase;

static void *arrive(void *unused)
{
    pthread_barrier_wait(&phase);
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 2);
    start(arrive, NULL);
    sched_yield();
    pthread_barrier_destroy(&phase);
}
