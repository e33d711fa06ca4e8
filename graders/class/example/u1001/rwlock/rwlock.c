/* Lab 04, the reference: a monitor. Nobody holds a mutex while inside: being
 * inside is a count, which any thread may change under the lock. A writer and
 * the readers that wait take turns (phase-fair: Brandenburg, Anderson,
 * "Reader-writer synchronization for shared-memory multiprocessor real-time
 * systems", ECRTS 2009). */
#include "rwlock.h"

#include "sync_cond.h"
#include "sync_mutex.h"

#include <stdlib.h>

struct rwlock {
    struct sync_mutex lock;
    /* The phase of a waiting reader is over: broadcast when a writer leaves. */
    struct sync_cond phase_over;
    /* Nobody is inside: signalled when the last one leaves. */
    struct sync_cond nobody_inside;
    /* Under lock: */
    unsigned readers_inside;
    unsigned readers_waiting;
    unsigned writers_waiting;
    bool writer_inside;
    unsigned long phase; /* writers that have left to waiting readers so far */
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock == NULL)
        return NULL;
    sync_mutex_init(&lock->lock);
    sync_cond_init(&lock->phase_over);
    sync_cond_init(&lock->nobody_inside);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    sync_cond_destroy(&lock->nobody_inside);
    sync_cond_destroy(&lock->phase_over);
    sync_mutex_destroy(&lock->lock);
    free(lock);
}

static bool writer_about_locked(const struct rwlock *lock)
{
    return lock->writer_inside || lock->writers_waiting > 0;
}

static bool anybody_inside_locked(const struct rwlock *lock)
{
    return lock->writer_inside || lock->readers_inside > 0;
}

/* A reader that waits is counted in by the writer that ends its phase, so
 * nobody can come between. */
static void await_next_phase_locked(struct rwlock *lock)
{
    unsigned long phase = lock->phase;
    lock->readers_waiting++;
    while (lock->phase == phase)
        sync_cond_wait(&lock->phase_over, &lock->lock);
}

static void let_waiting_readers_in_locked(struct rwlock *lock)
{
    lock->phase++;
    lock->readers_inside = lock->readers_waiting;
    lock->readers_waiting = 0;
    sync_cond_broadcast(&lock->phase_over);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    if (writer_about_locked(lock))
        await_next_phase_locked(lock);
    else
        lock->readers_inside++;
    sync_mutex_unlock(&lock->lock);
}

void rwlock_release_read(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    if (--lock->readers_inside == 0)
        sync_cond_signal(&lock->nobody_inside);
    sync_mutex_unlock(&lock->lock);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    lock->writers_waiting++;
    while (anybody_inside_locked(lock))
        sync_cond_wait(&lock->nobody_inside, &lock->lock);
    lock->writers_waiting--;
    lock->writer_inside = true;
    sync_mutex_unlock(&lock->lock);
}

void rwlock_release_write(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    lock->writer_inside = false;
    if (lock->readers_waiting > 0)
        let_waiting_readers_in_locked(lock);
    else
        sync_cond_signal(&lock->nobody_inside);
    sync_mutex_unlock(&lock->lock);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    bool in = !writer_about_locked(lock);
    if (in)
        lock->readers_inside++;
    sync_mutex_unlock(&lock->lock);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    sync_mutex_lock(&lock->lock);
    bool in = !anybody_inside_locked(lock);
    if (in)
        lock->writer_inside = true;
    sync_mutex_unlock(&lock->lock);
    return in;
}
