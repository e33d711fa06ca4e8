// Question: does trying a lock until it is free come to an end?
// Verdict: ok
// Never: livelock
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *unused)
{
    while (pthread_mutex_trylock(&lock) == EBUSY)
        sched_yield();
    counter++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
