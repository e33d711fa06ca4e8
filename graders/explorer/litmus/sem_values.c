// Question: what do the calls return that do not block?
// Verdict: ok
#include "litmus.h"
#include <limits.h>

int main(void)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 100), bad = {0, -1};
    sem_t sem;
    int value;
    errno = 0;
    assert(sem_init(&sem, 0, (unsigned)SEM_VALUE_MAX + 1) == -1);
    assert(errno == EINVAL);
    assert(sem_init(&sem, 0, SEM_VALUE_MAX) == 0);
    assert(sem_post(&sem) == -1 && errno == EOVERFLOW);
    assert(sem_destroy(&sem) == 0);
    assert(sem_init(&sem, 0, 1) == 0);
    assert(sem_getvalue(&sem, &value) == 0 && value == 1);
    assert(sem_timedwait(&sem, &bad) == 0);
    assert(sem_timedwait(&sem, &bad) == -1 && errno == EINVAL);
    assert(sem_timedwait(&sem, &limit) == -1 && errno == ETIMEDOUT);
    assert(sem_trywait(&sem) == -1 && errno == EAGAIN);
    limit = in_ms(CLOCK_MONOTONIC, 100);
    assert(sem_clockwait(&sem, CLOCK_MONOTONIC, &limit) == -1);
    assert(errno == ETIMEDOUT);
    assert(sem_destroy(&sem) == 0);
}
