/* sync_sem.c - a counter, its lock and the condition that it is positive. */
#include "sync_sem.h"

#include "sync_clock.h"
#include "waiters.h"

#include <errno.h>

void sync_sem_init(struct sync_sem *sem, unsigned initial)
{
    if (initial > SYNC_SEM_MAX) {
        BUG("%u permits are more than SYNC_SEM_MAX", initial);
    }
    MUST(pthread_mutex_init(&sem->lock, NULL));
    MUST(pthread_cond_init(&sem->positive, NULL));
    sem->permits = initial;
    sem->waiters = NULL;
}

void(sync_sem_destroy)(struct sync_sem *sem, const char *where)
{
    MUST(pthread_mutex_lock(&sem->lock));
    waiters_require_none(sem->waiters, where);
    MUST(pthread_mutex_unlock(&sem->lock));
    MUST(pthread_cond_destroy(&sem->positive));
    MUST(pthread_mutex_destroy(&sem->lock));
}

int sync_sem_wait_until(struct sync_sem *sem, int64_t deadline_ns)
{
    int error = 0;

    MUST(pthread_mutex_lock(&sem->lock));
    while (sem->permits == 0 && error == 0) {
        error = waiters_wait_listed(&sem->waiters, &sem->positive, &sem->lock,
                                    deadline_ns);
    }
    if (sem->permits > 0) {
        /* Even after ETIMEDOUT: the post may have signalled this thread. */
        sem->permits--;
        error = 0;
    }
    MUST(pthread_mutex_unlock(&sem->lock));
    return error;
}

void sync_sem_wait(struct sync_sem *sem)
{
    (void)sync_sem_wait_until(sem, SYNC_NEVER);
}

bool sync_sem_try(struct sync_sem *sem)
{
    bool taken;

    MUST(pthread_mutex_lock(&sem->lock));
    taken = sem->permits > 0;
    if (taken) {
        sem->permits--;
    }
    MUST(pthread_mutex_unlock(&sem->lock));
    return taken;
}

void sync_sem_post(struct sync_sem *sem)
{
    sync_sem_post_n(sem, 1);
}

void sync_sem_post_n(struct sync_sem *sem, unsigned permits)
{
    MUST(pthread_mutex_lock(&sem->lock));
    if (permits > SYNC_SEM_MAX - sem->permits) {
        BUG("%u permits and %u more are too many", sem->permits, permits);
    }
    sem->permits += permits;
    /* Signalled under the lock, because a woken thread may destroy *sem. */
    if (sem->waiters != NULL && permits == 1) {
        MUST(pthread_cond_signal(&sem->positive));
    } else if (sem->waiters != NULL && permits > 1) {
        MUST(pthread_cond_broadcast(&sem->positive));
    }
    MUST(pthread_mutex_unlock(&sem->lock));
}

unsigned sync_sem_value(struct sync_sem *sem)
{
    unsigned permits;

    MUST(pthread_mutex_lock(&sem->lock));
    permits = sem->permits;
    MUST(pthread_mutex_unlock(&sem->lock));
    return permits;
}
