/* accepted: semaphores alone (split binary semaphores) */
/* Whoever changes the counts passes the right to do so, the baton, straight to
 * the one that it wakes (Andrews). A writer and the waiting readers take turns.
 */
#include "rwlock.h"

#include <semaphore.h>
#include <stdlib.h>

struct rwlock {
    /* At most one of these three is 1: that is the baton. */
    sem_t entry;   /* anybody may look at the counts */
    sem_t readers; /* for a reader that waits */
    sem_t writers; /* for a writer that waits */
    /* With the baton: */
    int reading, writing;
    int delayed_readers, delayed_writers;
    int due; /* delayed readers that go before the next writer */
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    sem_init(&lock->entry, 0, 1);
    sem_init(&lock->readers, 0, 0);
    sem_init(&lock->writers, 0, 0);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    sem_destroy(&lock->entry);
    sem_destroy(&lock->readers);
    sem_destroy(&lock->writers);
    free(lock);
}

static void pass_the_baton(struct rwlock *lock)
{
    if (lock->due > 0) {
        lock->due--;
        lock->delayed_readers--;
        sem_post(&lock->readers);
    } else if (lock->delayed_writers > 0 && lock->reading == 0 &&
               lock->writing == 0) {
        lock->delayed_writers--;
        sem_post(&lock->writers);
    } else {
        sem_post(&lock->entry);
    }
}

void rwlock_acquire_read(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    if (lock->writing > 0 || lock->delayed_writers > 0) {
        lock->delayed_readers++;
        sem_post(&lock->entry);
        sem_wait(&lock->readers);
    }
    lock->reading++;
    pass_the_baton(lock);
}

void rwlock_release_read(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    lock->reading--;
    pass_the_baton(lock);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    if (lock->reading > 0 || lock->writing > 0) {
        lock->delayed_writers++;
        sem_post(&lock->entry);
        sem_wait(&lock->writers);
    }
    lock->writing++;
    pass_the_baton(lock);
}

void rwlock_release_write(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    lock->writing--;
    lock->due = lock->delayed_readers;
    pass_the_baton(lock);
}

/* Joins the readers inside even if a writer waits. */
bool rwlock_try_acquire_read(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    bool in = lock->writing == 0;
    lock->reading += in;
    pass_the_baton(lock);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    sem_wait(&lock->entry);
    bool in = lock->writing == 0 && lock->reading == 0;
    lock->writing += in;
    pass_the_baton(lock);
    return in;
}
