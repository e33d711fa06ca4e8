/* misconception: a semaphore is a queue, so a turnstile made of one is fair */
/* killed by: reader_not_starved */
#include "rwlock.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct rwlock {
    sem_t turnstile; /* held by a writer from its arrival until it leaves */
    sem_t room;
    pthread_mutex_t mutex;
    /* Under mutex: */
    int readers;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    sem_init(&lock->turnstile, 0, 1);
    sem_init(&lock->room, 0, 1);
    pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    sem_destroy(&lock->room);
    sem_destroy(&lock->turnstile);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    sem_wait(&lock->turnstile);
    sem_post(&lock->turnstile);
    pthread_mutex_lock(&lock->mutex);
    if (++lock->readers == 1)
        sem_wait(&lock->room);
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (--lock->readers == 0)
        sem_post(&lock->room);
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    sem_wait(&lock->turnstile);
    sem_wait(&lock->room);
}

void rwlock_release_write(struct rwlock *lock)
{
    sem_post(&lock->room);
    sem_post(&lock->turnstile);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    if (sem_trywait(&lock->turnstile) != 0)
        return false;
    bool in = false;
    if (pthread_mutex_trylock(&lock->mutex) == 0) {
        in = lock->readers > 0 || sem_trywait(&lock->room) == 0;
        lock->readers += in;
        pthread_mutex_unlock(&lock->mutex);
    }
    sem_post(&lock->turnstile);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (sem_trywait(&lock->turnstile) != 0)
        return false;
    if (sem_trywait(&lock->room) == 0)
        return true;
    sem_post(&lock->turnstile);
    return false;
}
