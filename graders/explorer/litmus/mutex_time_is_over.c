// Question: what do time limits do when the lock never becomes free?
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 5000), now;
    struct timespec bad = {0, 1000000000};
    assert(pthread_mutex_timedlock(&lock, &bad) == 0);
    assert(pthread_mutex_timedlock(&lock, &bad) == EINVAL);
    assert(pthread_mutex_timedlock(&lock, &limit) == ETIMEDOUT);
    clock_gettime(CLOCK_REALTIME, &now);
    assert(now.tv_sec >= limit.tv_sec);
    limit = in_ms(CLOCK_MONOTONIC, 5000);
    assert(pthread_mutex_clocklock(&lock, CLOCK_MONOTONIC, &limit) ==
           ETIMEDOUT);
}
