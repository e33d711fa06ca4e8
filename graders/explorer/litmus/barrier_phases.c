// Question: does a barrier order all that comes before it, for all behind it?
// Verdict: ok
// Never: data_race
// Never: deadlock
#include "litmus.h"

static pthread_barrier_t phase;
static int a, b;

static void *one(void *unused)
{
    a = 1;
    pthread_barrier_wait(&phase);
    assert(b == 1);
    pthread_barrier_wait(&phase);
    b = 2;
    return unused;
}

static void *other(void *unused)
{
    b = 1;
    pthread_barrier_wait(&phase);
    assert(a == 1);
    pthread_barrier_wait(&phase);
    a = 2;
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 2);
    both(one, other);
    pthread_barrier_destroy(&phase);
}
