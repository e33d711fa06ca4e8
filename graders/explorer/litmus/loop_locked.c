// Question: may one wait in a loop under the lock that the other one needs?
// Verdict: livelock
// Never: limit_reached
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool go;
static atomic_int steps;

static void *wait_for_it(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!go)
        atomic_load(&steps);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *tell(void *unused)
{
    pthread_mutex_lock(&lock);
    go = true;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(wait_for_it, tell);
}
