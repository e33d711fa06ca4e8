/* misconception: a reader is woken only when its phase is over */
/* killed by: survives_spurious_wakeups */
#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

struct rwlock {
    pthread_mutex_t mutex;
    pthread_cond_t phase_over;    /* broadcast when a writer leaves */
    pthread_cond_t nobody_inside; /* signalled when the last one leaves */
    /* Under mutex: */
    int readers;
    int readers_waiting;
    int writers_waiting;
    bool writing;
    unsigned phase;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    pthread_mutex_init(&lock->mutex, NULL);
    pthread_cond_init(&lock->phase_over, NULL);
    pthread_cond_init(&lock->nobody_inside, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_cond_destroy(&lock->nobody_inside);
    pthread_cond_destroy(&lock->phase_over);
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (lock->writing || lock->writers_waiting > 0) {
        unsigned phase = lock->phase;
        lock->readers_waiting++;
        if (lock->phase == phase)
            pthread_cond_wait(&lock->phase_over, &lock->mutex);
    } else {
        lock->readers++;
    }
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (--lock->readers == 0)
        pthread_cond_signal(&lock->nobody_inside);
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    lock->writers_waiting++;
    while (lock->writing || lock->readers > 0)
        pthread_cond_wait(&lock->nobody_inside, &lock->mutex);
    lock->writers_waiting--;
    lock->writing = true;
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_release_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    lock->writing = false;
    if (lock->readers_waiting > 0) {
        lock->phase++;
        lock->readers = lock->readers_waiting;
        lock->readers_waiting = 0;
        pthread_cond_broadcast(&lock->phase_over);
    } else {
        pthread_cond_signal(&lock->nobody_inside);
    }
    pthread_mutex_unlock(&lock->mutex);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    bool in = !lock->writing && lock->writers_waiting == 0;
    if (in)
        lock->readers++;
    pthread_mutex_unlock(&lock->mutex);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    bool in = !lock->writing && lock->readers == 0;
    if (in)
        lock->writing = true;
    pthread_mutex_unlock(&lock->mutex);
    return in;
}
