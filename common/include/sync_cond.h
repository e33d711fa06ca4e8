/*
 * sync_cond.h - condition variables for struct sync_mutex.
 *
 * Name a condition variable by its predicate, and wait in a loop:
 *
 *     while (queue->count == 0) {
 *         sync_cond_wait(&queue->not_empty, &queue->mutex);
 *     }
 *
 * A wait may return although nobody signalled, and between the signal and
 * the return another thread may have made the predicate false again.
 */
#ifndef INTERLEAVE_SYNC_COND_H
#define INTERLEAVE_SYNC_COND_H

#include "must.h"
#include "sync_clock.h"
#include "sync_mutex.h"

#include <pthread.h>

struct sync_waiter;

struct sync_cond {
    pthread_cond_t cond;
    /* Under the mutex that the waiters use: */
    struct sync_waiter *waiters;
};

/* Makes a condition variable without waiters. */
#define SYNC_COND_INIT                                                         \
    {                                                                          \
        .cond = PTHREAD_COND_INITIALIZER                                       \
    }

/*
 * Makes *cond a condition variable without waiters.  **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_cond_destroy() when done.
 */
void sync_cond_init(struct sync_cond *cond);

/*
 * Ends the use of *cond.  **Never blocks.**
 * Requires that every wait has returned.
 * Aborts if a thread is still in a wait, and names it.
 */
void sync_cond_destroy(struct sync_cond *cond, const char *where);
#define sync_cond_destroy(cond)                                                \
    sync_cond_destroy(cond, MUST_WHERE("sync_cond_destroy(" #cond ")"))

/*
 * Releases *mutex and **blocks until** *cond is signalled, both as one step,
 * then until the caller holds *mutex again.  May also return for no reason:
 * wait in a loop that tests the predicate.
 * Requires that all threads that wait at a time use the same mutex.
 * Aborts if the caller does not hold *mutex, or another thread waits with
 * another one.
 */
void sync_cond_wait(struct sync_cond *cond, struct sync_mutex *mutex,
                    const char *where);
#define sync_cond_wait(cond, mutex)                                            \
    sync_cond_wait(cond, mutex,                                                \
                   MUST_WHERE("sync_cond_wait(" #cond ", " #mutex ")"))

/*
 * As sync_cond_wait(), but **blocks until** the deadline, a point in the
 * monotonic time of sync_clock.h, at the latest (and then until the caller
 * holds *mutex again).
 * Returns 0, or ETIMEDOUT once the deadline has passed; test the predicate
 * even so, it may have become true.
 * Aborts as sync_cond_wait().
 */
int sync_cond_wait_until(struct sync_cond *cond, struct sync_mutex *mutex,
                         int64_t deadline_ns, const char *where);
#define sync_cond_wait_until(cond, mutex, deadline_ns)                         \
    sync_cond_wait_until(                                                      \
        cond, mutex, deadline_ns,                                              \
        MUST_WHERE("sync_cond_wait_until(" #cond ", " #mutex ")"))

/*
 * Wakes at least one of the waiting threads, if there are any; which one is
 * not specified.  **Never blocks.**
 * The caller need not hold the mutex, but one that changed the predicate
 * without holding it loses wake-ups.
 */
SYNC_INLINE void sync_cond_signal(struct sync_cond *cond);

/*
 * Wakes all the waiting threads.  **Never blocks.**
 */
SYNC_INLINE void sync_cond_broadcast(struct sync_cond *cond);

#ifndef SYNC_NO_INLINE

inline void sync_cond_signal(struct sync_cond *cond)
{
    MUST(pthread_cond_signal(&cond->cond));
}

inline void sync_cond_broadcast(struct sync_cond *cond)
{
    MUST(pthread_cond_broadcast(&cond->cond));
}

#endif
#endif
