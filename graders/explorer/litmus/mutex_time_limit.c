// Question: may a lock with a time limit give up while its holder goes on?
// How long that takes is nobody's promise.
// Verdict: wrong_result
// And: ok early=0
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int inside;

static void *hold(void *unused)
{
    pthread_mutex_lock(&lock);
    atomic_store(&inside, 1);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *wait_a_while(void *unused)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 100);
    assert(pthread_mutex_timedlock(&lock, &limit) == 0);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(hold, wait_a_while);
}
