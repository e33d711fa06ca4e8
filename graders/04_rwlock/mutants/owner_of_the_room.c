/* misconception: a mutex may be unlocked by whoever is the last to need it */
/* killed by: last_reader_leaves */
#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

struct rwlock {
    pthread_mutex_t line; /* tickets */
    pthread_cond_t called;
    pthread_mutex_t room; /* locked while a writer or any reader is inside */
    pthread_mutex_t mutex;
    /* Under line: */
    unsigned next, serving;
    /* Under mutex: */
    int readers;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    pthread_mutex_init(&lock->line, NULL);
    pthread_cond_init(&lock->called, NULL);
    pthread_mutex_init(&lock->room, NULL);
    pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    pthread_mutex_destroy(&lock->room);
    pthread_cond_destroy(&lock->called);
    pthread_mutex_destroy(&lock->line);
    free(lock);
}

static void stand_in_line(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->line);
    unsigned mine = lock->next++;
    while (mine != lock->serving)
        pthread_cond_wait(&lock->called, &lock->line);
    pthread_mutex_unlock(&lock->line);
}

static bool first_in_line(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->line);
    bool first = lock->next == lock->serving;
    lock->next += first;
    pthread_mutex_unlock(&lock->line);
    return first;
}

static void call_next(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->line);
    lock->serving++;
    pthread_cond_broadcast(&lock->called);
    pthread_mutex_unlock(&lock->line);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    stand_in_line(lock);
    pthread_mutex_lock(&lock->mutex);
    if (++lock->readers == 1)
        pthread_mutex_lock(&lock->room);
    pthread_mutex_unlock(&lock->mutex);
    call_next(lock);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (--lock->readers == 0)
        pthread_mutex_unlock(&lock->room);
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    stand_in_line(lock);
    pthread_mutex_lock(&lock->room);
    call_next(lock);
}

void rwlock_release_write(struct rwlock *lock)
{
    pthread_mutex_unlock(&lock->room);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    if (!first_in_line(lock))
        return false;
    pthread_mutex_lock(&lock->mutex);
    bool in = lock->readers > 0 || pthread_mutex_trylock(&lock->room) == 0;
    lock->readers += in;
    pthread_mutex_unlock(&lock->mutex);
    call_next(lock);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (!first_in_line(lock))
        return false;
    bool in = pthread_mutex_trylock(&lock->room) == 0;
    call_next(lock);
    return in;
}
