// Question: do the locks with a time limit say when it is over?
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *come_late(void *unused)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 100), bad = {0, -1};
    assert(pthread_rwlock_timedrdlock(&lock, &limit) == ETIMEDOUT);
    assert(pthread_rwlock_timedwrlock(&lock, &limit) == ETIMEDOUT);
    assert(pthread_rwlock_timedrdlock(&lock, &bad) == EINVAL);
    limit = in_ms(CLOCK_MONOTONIC, 100);
    assert(pthread_rwlock_clockrdlock(&lock, CLOCK_MONOTONIC, &limit) ==
           ETIMEDOUT);
    assert(pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &limit) ==
           ETIMEDOUT);
    return unused;
}

int main(void)
{
    struct timespec past = {1, 0};
    assert(pthread_rwlock_timedwrlock(&lock, &past) == 0);
    finish(start(come_late, NULL));
}
