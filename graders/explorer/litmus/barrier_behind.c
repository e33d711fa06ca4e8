// Question: does a barrier order what comes behind it?
// Verdict: data_race
#include "litmus.h"

static pthread_barrier_t phase;
static int counter;

static void *count(void *unused)
{
    pthread_barrier_wait(&phase);
    counter++;
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 2);
    both(count, count);
}
