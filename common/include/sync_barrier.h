/*
 * sync_barrier.h - N threads meet, again and again: Python's Barrier.
 *
 * The threads of a round wait for each other; when all parties have arrived
 * they go on together, and the next round begins.  Exactly one thread of a
 * round, the last to arrive, learns that it is the leader.  A barrier can be
 * broken, so that nobody waits for a party that will not come: by
 * sync_barrier_break() or by a wait whose deadline passes.  It stays broken
 * until sync_barrier_reset().
 *
 * What a party wrote before it arrived is visible to all parties of the round
 * after their waits.
 */
#ifndef INTERLEAVE_SYNC_BARRIER_H
#define INTERLEAVE_SYNC_BARRIER_H

#include "must.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sync_waiter;

enum sync_barrier_outcome {
    SYNC_BARRIER_MEMBER = 0, /* all have arrived, another is the leader */
    SYNC_BARRIER_LEADER,     /* all have arrived, the caller was the last */
    SYNC_BARRIER_BROKEN,     /* broken or reset before all had arrived */
    SYNC_BARRIER_TIMED_OUT   /* the caller broke it, by its deadline */
};

struct sync_barrier {
    pthread_mutex_t lock;
    pthread_cond_t released; /* outcomes were given out: broadcast */
    pthread_cond_t empty;    /* waiters is NULL: signalled when closing */
    /* Under lock: */
    unsigned parties;
    unsigned arrived; /* those of waiters that have no outcome yet */
    bool broken;
    bool closing;
    struct sync_waiter *waiters; /* all who have not left a wait */
};

/* Makes a barrier for that many parties (at least 1). */
#define SYNC_BARRIER_INIT(number)                                              \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER,                                     \
        .released = PTHREAD_COND_INITIALIZER,                                  \
        .empty = PTHREAD_COND_INITIALIZER, .parties = (number)                 \
    }

/*
 * Makes *barrier a barrier for that many parties.  **Never blocks.**
 * Requires that it is not in use.
 * Aborts if parties is 0.
 * Owns: the caller calls sync_barrier_destroy() when done.
 */
void sync_barrier_init(struct sync_barrier *barrier, unsigned parties);

/*
 * Ends the use of *barrier; any party may do so after its last round.
 * **Blocks until** the other parties of that round, which have been released,
 * have left their waits.
 * Requires that no thread arrives any more.
 * Aborts if a thread has arrived and waits for others, and names it.
 */
void sync_barrier_destroy(struct sync_barrier *barrier, const char *where);
#define sync_barrier_destroy(barrier)                                          \
    sync_barrier_destroy(barrier,                                              \
                         MUST_WHERE("sync_barrier_destroy(" #barrier ")"))

/*
 * Arrives, and **blocks until** all parties of the round have, or the barrier
 * is broken or reset.
 * Returns SYNC_BARRIER_LEADER to one party and SYNC_BARRIER_MEMBER to the
 * others, or SYNC_BARRIER_BROKEN to all that were waiting when it was broken
 * or reset, and to those that arrive at a broken barrier.
 * Wakes the other parties, if the caller is the last.
 * With more threads than parties, a round is of those who arrived first.
 */
enum sync_barrier_outcome sync_barrier_wait(struct sync_barrier *barrier);

/*
 * As sync_barrier_wait(), but **blocks until** the deadline at the latest: if
 * it passes before all have arrived, the caller breaks the barrier.
 * Returns SYNC_BARRIER_TIMED_OUT to the thread that broke it so, and
 * SYNC_BARRIER_BROKEN to the others.
 */
enum sync_barrier_outcome sync_barrier_wait_until(struct sync_barrier *barrier,
                                                  int64_t deadline_ns);

/*
 * Breaks the barrier until it is reset.  **Never blocks.**
 * Wakes all the threads that wait; they return SYNC_BARRIER_BROKEN.
 */
void sync_barrier_break(struct sync_barrier *barrier);

/*
 * Begins a fresh round, whether or not the barrier is broken.
 * **Never blocks.**
 * Wakes all the threads that wait; they return SYNC_BARRIER_BROKEN.
 */
void sync_barrier_reset(struct sync_barrier *barrier);

/*
 * Returns whether the barrier is broken.  **Never blocks.**
 */
bool sync_barrier_is_broken(struct sync_barrier *barrier);

/*
 * Returns how many parties wait at the moment for the others: for messages
 * and tests, because it may have changed when the caller looks at it.
 * **Never blocks.**
 */
unsigned sync_barrier_waiting(struct sync_barrier *barrier);

#endif
