/* accepted: a monitor with two conditions that hands nothing over */
/* Each thread that wakes decides by itself. Readers that waited for a writer
 * are due before the next one. Signals are sent after the unlock. */
#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

struct rwlock {
    pthread_mutex_t mutex;
    pthread_cond_t readers_may_go;
    pthread_cond_t writers_may_go;
    /* Under mutex: */
    int reading;
    bool writing;
    int waiting_writers;
    int waiting_readers; /* that came in this phase */
    int due;             /* readers of earlier phases, not yet inside */
    unsigned phase;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = malloc(sizeof *lock);
    if (lock == NULL)
        return NULL;
    *lock = (struct rwlock){.reading = 0};
    pthread_mutex_init(&lock->mutex, NULL);
    pthread_cond_init(&lock->readers_may_go, NULL);
    pthread_cond_init(&lock->writers_may_go, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_mutex_destroy(&lock->mutex);
    pthread_cond_destroy(&lock->readers_may_go);
    pthread_cond_destroy(&lock->writers_may_go);
    free(lock);
}

static void wait_until_due(struct rwlock *lock)
{
    unsigned came_in = lock->phase;
    lock->waiting_readers++;
    while (lock->phase == came_in)
        pthread_cond_wait(&lock->readers_may_go, &lock->mutex);
    lock->due--;
}

static bool free_for_writer(const struct rwlock *lock)
{
    return !lock->writing && lock->reading == 0 && lock->due == 0;
}

void rwlock_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    if (lock->writing || lock->waiting_writers > 0)
        wait_until_due(lock);
    lock->reading++;
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    lock->reading--;
    bool wake = free_for_writer(lock);
    pthread_mutex_unlock(&lock->mutex);
    if (wake)
        pthread_cond_broadcast(&lock->writers_may_go);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    lock->waiting_writers++;
    while (!free_for_writer(lock))
        pthread_cond_wait(&lock->writers_may_go, &lock->mutex);
    lock->waiting_writers--;
    lock->writing = true;
    pthread_mutex_unlock(&lock->mutex);
}

void rwlock_release_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    lock->writing = false;
    lock->phase++;
    lock->due = lock->waiting_readers;
    lock->waiting_readers = 0;
    bool writers_next = lock->due == 0;
    pthread_mutex_unlock(&lock->mutex);
    if (writers_next)
        pthread_cond_signal(&lock->writers_may_go);
    else
        pthread_cond_broadcast(&lock->readers_may_go);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->mutex);
    bool in = !lock->writing;
    if (in)
        lock->reading++;
    pthread_mutex_unlock(&lock->mutex);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (pthread_mutex_trylock(&lock->mutex) != 0)
        return false;
    bool in = free_for_writer(lock) && lock->waiting_writers == 0;
    if (in)
        lock->writing = true;
    pthread_mutex_unlock(&lock->mutex);
    return in;
}
