// Question: if three come to a barrier for two, can any of them be left over?
// Verdict: wrong_result
#include "litmus.h"

static pthread_barrier_t phase;
static atomic_int met;

static void *arrive(void *unused)
{
    pthread_barrier_wait(&phase);
    met++;
    return unused;
}

static void *arrive_too(void *unused)
{
    pthread_barrier_wait(&phase);
    exit(0);
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 2);
    start(arrive_too, NULL);
    start(arrive, NULL);
    start(arrive, NULL);
    while (met < 2)
        sched_yield();
    assert(false);
}
