/* misconception: a mutex is a read-write lock too, only a little slower */
/* killed by: readers_share */
#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

struct rwlock {
    pthread_mutex_t mutex;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = malloc(sizeof *lock);
    if (lock != NULL)
        pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void rwlock_release_write(struct rwlock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    return pthread_mutex_trylock(&lock->mutex) == 0;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    return pthread_mutex_trylock(&lock->mutex) == 0;
}
