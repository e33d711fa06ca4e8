/* accepted: a semaphore for the room, and a turnstile that calls by number */
/* The skeleton's shape. Everybody passes the turnstile, and a waiting writer
 * holds it (the idea is in Downey's Little Book of Semaphores). It lets pass in
 * order of arrival, which a semaphore would not promise. */
#include "rwlock.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct turnstile {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    /* Under lock: */
    unsigned long next, serving;
};

struct rwlock {
    struct turnstile turnstile;
    sem_t room; /* 0 while a writer or any reader is inside */
    pthread_mutex_t count_lock;
    /* Under count_lock: */
    int readers;
};

static void pass_in(struct turnstile *t)
{
    pthread_mutex_lock(&t->lock);
    unsigned long mine = t->next++;
    while (mine != t->serving)
        pthread_cond_wait(&t->moved, &t->lock);
    pthread_mutex_unlock(&t->lock);
}

static bool pass_in_if_free(struct turnstile *t)
{
    pthread_mutex_lock(&t->lock);
    bool free_now = t->next == t->serving;
    if (free_now)
        t->next++;
    pthread_mutex_unlock(&t->lock);
    return free_now;
}

static void pass_on(struct turnstile *t)
{
    pthread_mutex_lock(&t->lock);
    t->serving++;
    pthread_cond_broadcast(&t->moved);
    pthread_mutex_unlock(&t->lock);
}

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    pthread_mutex_init(&lock->turnstile.lock, NULL);
    pthread_cond_init(&lock->turnstile.moved, NULL);
    sem_init(&lock->room, 0, 1);
    pthread_mutex_init(&lock->count_lock, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_cond_destroy(&lock->turnstile.moved);
    pthread_mutex_destroy(&lock->turnstile.lock);
    sem_destroy(&lock->room);
    pthread_mutex_destroy(&lock->count_lock);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    pass_in(&lock->turnstile);
    pthread_mutex_lock(&lock->count_lock);
    if (++lock->readers == 1)
        sem_wait(&lock->room);
    pthread_mutex_unlock(&lock->count_lock);
    pass_on(&lock->turnstile);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->count_lock);
    if (--lock->readers == 0)
        sem_post(&lock->room);
    pthread_mutex_unlock(&lock->count_lock);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    pass_in(&lock->turnstile);
    sem_wait(&lock->room);
    pass_on(&lock->turnstile);
}

void rwlock_release_write(struct rwlock *lock)
{
    sem_post(&lock->room);
}

/* Who is through the turnstile is the only one that takes the room or the
 * count upwards, so nothing here waits for long. */
bool rwlock_try_acquire_read(struct rwlock *lock)
{
    if (!pass_in_if_free(&lock->turnstile))
        return false;
    pthread_mutex_lock(&lock->count_lock);
    bool in = lock->readers > 0 || sem_trywait(&lock->room) == 0;
    lock->readers += in;
    pthread_mutex_unlock(&lock->count_lock);
    pass_on(&lock->turnstile);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (!pass_in_if_free(&lock->turnstile))
        return false;
    bool in = sem_trywait(&lock->room) == 0;
    pass_on(&lock->turnstile);
    return in;
}
