/*
 * sync_latch.h - wait until a number of things have happened, once.
 *
 * A latch counts down to 0 and then stays open.  Any thread may count, also
 * several times.  What a thread wrote before it counted down is visible to
 * every thread that finds the latch open.
 */
#ifndef INTERLEAVE_SYNC_LATCH_H
#define INTERLEAVE_SYNC_LATCH_H

#include "must.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sync_waiter;

struct sync_latch {
    pthread_mutex_t lock;
    pthread_cond_t open; /* count is 0: broadcast by the last count down */
    /* Under lock: */
    unsigned count;
    struct sync_waiter *waiters;
};

/* Makes a latch that opens after that many counts. */
#define SYNC_LATCH_INIT(initial)                                               \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER, .open = PTHREAD_COND_INITIALIZER,   \
        .count = (initial)                                                     \
    }

/*
 * Makes *latch a latch that opens after that many counts; with 0 it is open.
 * **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_latch_destroy() when done.
 */
void sync_latch_init(struct sync_latch *latch, unsigned initial);

/*
 * Ends the use of *latch.  **Never blocks.**
 * Requires that every wait has returned.
 * Aborts if a thread is still in a wait, and names it.
 */
void sync_latch_destroy(struct sync_latch *latch, const char *where);
#define sync_latch_destroy(latch)                                              \
    sync_latch_destroy(latch, MUST_WHERE("sync_latch_destroy(" #latch ")"))

/*
 * Counts one down.  **Never blocks.**
 * Wakes all the threads that wait, if this opens the latch.
 * Aborts if it is open already.
 */
void sync_latch_count_down(struct sync_latch *latch, const char *where);
#define sync_latch_count_down(latch)                                           \
    sync_latch_count_down(latch,                                               \
                          MUST_WHERE("sync_latch_count_down(" #latch ")"))

/*
 * Counts that many down, in one step.  **Never blocks.**
 * Wakes all the threads that wait, if this opens the latch.
 * Aborts if fewer are left.
 */
void sync_latch_count_down_n(struct sync_latch *latch, unsigned counts,
                             const char *where);
#define sync_latch_count_down_n(latch, counts)                                 \
    sync_latch_count_down_n(                                                   \
        latch, counts,                                                         \
        MUST_WHERE("sync_latch_count_down_n(" #latch ", " #counts ")"))

/*
 * Counts one down, and **blocks until** the latch is open.
 * Aborts if it was open before.
 */
void sync_latch_arrive_and_wait(struct sync_latch *latch, const char *where);
#define sync_latch_arrive_and_wait(latch)                                      \
    sync_latch_arrive_and_wait(                                                \
        latch, MUST_WHERE("sync_latch_arrive_and_wait(" #latch ")"))

/*
 * **Blocks until** the latch is open.
 */
void sync_latch_wait(struct sync_latch *latch);

/*
 * **Blocks until** the latch is open, or until the deadline.
 * Returns 0 if it is open, else ETIMEDOUT.
 */
int sync_latch_wait_until(struct sync_latch *latch, int64_t deadline_ns);

/*
 * Returns whether the latch is open.  Once true, it stays true.
 * **Never blocks.**
 */
bool sync_latch_is_open(struct sync_latch *latch);

#endif
