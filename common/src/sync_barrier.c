/*
 * sync_barrier.c - rounds without a round number.
 *
 * Whoever ends a round writes the outcome into each waiter of it.  So a slow
 * thread gets the outcome of its own round, no matter how many rounds the
 * others have completed, broken or reset meanwhile.
 */
#include "sync_barrier.h"

#include "sync_clock.h"
#include "waiters.h"

#include <errno.h>

enum { PENDING = -1 };

void sync_barrier_init(struct sync_barrier *barrier, unsigned parties)
{
    if (parties == 0) {
        BUG("a barrier needs at least one party");
    }
    MUST(pthread_mutex_init(&barrier->lock, NULL));
    MUST(pthread_cond_init(&barrier->released, NULL));
    MUST(pthread_cond_init(&barrier->empty, NULL));
    barrier->parties = parties;
    barrier->arrived = 0;
    barrier->broken = false;
    barrier->closing = false;
    barrier->waiters = NULL;
}

void(sync_barrier_destroy)(struct sync_barrier *barrier, const char *where)
{
    MUST(pthread_mutex_lock(&barrier->lock));
    if (barrier->arrived > 0) {
        waiters_require_none(barrier->waiters, where);
    }
    barrier->closing = true;
    while (barrier->waiters != NULL) {
        MUST(pthread_cond_wait(&barrier->empty, &barrier->lock));
    }
    MUST(pthread_mutex_unlock(&barrier->lock));
    MUST(pthread_cond_destroy(&barrier->empty));
    MUST(pthread_cond_destroy(&barrier->released));
    MUST(pthread_mutex_destroy(&barrier->lock));
}

static void release_locked(struct sync_barrier *barrier,
                           enum sync_barrier_outcome outcome)
{
    struct sync_waiter *waiter;

    if (barrier->arrived == 0) {
        return;
    }
    for (waiter = barrier->waiters; waiter != NULL; waiter = waiter->next) {
        if (waiter->outcome == PENDING) {
            waiter->outcome = (int)outcome;
        }
    }
    barrier->arrived = 0;
    MUST(pthread_cond_broadcast(&barrier->released));
}

static void break_locked(struct sync_barrier *barrier)
{
    barrier->broken = true;
    release_locked(barrier, SYNC_BARRIER_BROKEN);
}

/* Waits as one of the parties that are not the last. */
static enum sync_barrier_outcome wait_locked(struct sync_barrier *barrier,
                                             int64_t deadline_ns)
{
    struct sync_waiter waiter = {.outcome = PENDING};

    waiters_add(&barrier->waiters, &waiter);
    barrier->arrived++;
    while (waiter.outcome == PENDING) {
        const int error =
            waiters_wait(&barrier->released, &barrier->lock, deadline_ns);

        /* cppcheck-suppress knownConditionTrueFalse; release_locked() writes */
        if (error == ETIMEDOUT && waiter.outcome == PENDING) {
            waiter.outcome = SYNC_BARRIER_TIMED_OUT;
            break_locked(barrier);
        }
    }
    waiters_remove(&waiter);
    if (barrier->closing && barrier->waiters == NULL) {
        MUST(pthread_cond_signal(&barrier->empty));
    }
    return (enum sync_barrier_outcome)waiter.outcome;
}

enum sync_barrier_outcome sync_barrier_wait_until(struct sync_barrier *barrier,
                                                  int64_t deadline_ns)
{
    enum sync_barrier_outcome outcome;

    MUST(pthread_mutex_lock(&barrier->lock));
    if (barrier->broken) {
        outcome = SYNC_BARRIER_BROKEN;
    } else if (barrier->arrived + 1 == barrier->parties) {
        outcome = SYNC_BARRIER_LEADER;
        release_locked(barrier, SYNC_BARRIER_MEMBER);
    } else {
        outcome = wait_locked(barrier, deadline_ns);
    }
    MUST(pthread_mutex_unlock(&barrier->lock));
    return outcome;
}

enum sync_barrier_outcome sync_barrier_wait(struct sync_barrier *barrier)
{
    return sync_barrier_wait_until(barrier, SYNC_NEVER);
}

void sync_barrier_break(struct sync_barrier *barrier)
{
    MUST(pthread_mutex_lock(&barrier->lock));
    break_locked(barrier);
    MUST(pthread_mutex_unlock(&barrier->lock));
}

void sync_barrier_reset(struct sync_barrier *barrier)
{
    MUST(pthread_mutex_lock(&barrier->lock));
    release_locked(barrier, SYNC_BARRIER_BROKEN);
    barrier->broken = false;
    MUST(pthread_mutex_unlock(&barrier->lock));
}

bool sync_barrier_is_broken(struct sync_barrier *barrier)
{
    bool broken;

    MUST(pthread_mutex_lock(&barrier->lock));
    broken = barrier->broken;
    MUST(pthread_mutex_unlock(&barrier->lock));
    return broken;
}

unsigned sync_barrier_waiting(struct sync_barrier *barrier)
{
    unsigned arrived;

    MUST(pthread_mutex_lock(&barrier->lock));
    arrived = barrier->arrived;
    MUST(pthread_mutex_unlock(&barrier->lock));
    return arrived;
}
