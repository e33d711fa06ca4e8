// Question: may who has passed a barrier destroy it at once?
// Verdict: ok
// Never: misuse
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
    pthread_barrier_wait(&phase);
    pthread_barrier_destroy(&phase);
}
