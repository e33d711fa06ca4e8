#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

struct rwlock {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* anything below changed: broadcast each time */
    /* Under lock: */
    unsigned long next_ticket;
    unsigned long called; /* the ticket that may go in as soon as it can */
    int readers;
    bool writer;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    pthread_mutex_init(&lock->lock, NULL);
    pthread_cond_init(&lock->changed, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_cond_destroy(&lock->changed);
    pthread_mutex_destroy(&lock->lock);
    free(lock);
}

static void await_turn_locked(struct rwlock *lock, bool to_write)
{
    unsigned long mine = lock->next_ticket++;
    while (mine != lock->called || lock->writer ||
           (to_write && lock->readers > 0))
        pthread_cond_wait(&lock->changed, &lock->lock);
    lock->called++;
    pthread_cond_broadcast(&lock->changed);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    await_turn_locked(lock, false);
    lock->readers++;
    pthread_mutex_unlock(&lock->lock);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    lock->readers--;
    pthread_mutex_unlock(&lock->lock);
    pthread_cond_broadcast(&lock->changed);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    await_turn_locked(lock, true);
    lock->writer = true;
    pthread_mutex_unlock(&lock->lock);
}

void rwlock_release_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    lock->writer = false;
    pthread_mutex_unlock(&lock->lock);
    pthread_cond_broadcast(&lock->changed);
}

static bool nobody_queues_locked(const struct rwlock *lock)
{
    return lock->called == lock->next_ticket && !lock->writer;
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    bool in = nobody_queues_locked(lock);
    lock->readers += in;
    pthread_mutex_unlock(&lock->lock);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    bool in = nobody_queues_locked(lock) && lock->readers == 0;
    if (in)
        lock->writer = true;
    pthread_mutex_unlock(&lock->lock);
    return in;
}
