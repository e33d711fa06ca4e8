/*
 * sync_event.h - a flag that threads can wait for: Python's Event.
 *
 * What a thread wrote before sync_event_set() is visible to every thread
 * whose wait that call ends, and to every thread that sees the event set.
 */
#ifndef INTERLEAVE_SYNC_EVENT_H
#define INTERLEAVE_SYNC_EVENT_H

#include "must.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sync_waiter;

struct sync_event {
    pthread_mutex_t lock;
    pthread_cond_t was_set; /* sets has changed: broadcast by set */
    /* Under lock: */
    bool is_set;
    uint64_t sets; /* how often it was set; who waits looks for a change */
    struct sync_waiter *waiters;
};

/* Makes an event that is not set. */
#define SYNC_EVENT_INIT                                                        \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER, .was_set = PTHREAD_COND_INITIALIZER \
    }

/*
 * Makes *event an event that is not set.  **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_event_destroy() when done.
 */
void sync_event_init(struct sync_event *event);

/*
 * Ends the use of *event.  **Never blocks.**
 * Requires that every wait has returned.
 * Aborts if a thread is still in a wait, and names it.
 */
void sync_event_destroy(struct sync_event *event, const char *where);
#define sync_event_destroy(event)                                              \
    sync_event_destroy(event, MUST_WHERE("sync_event_destroy(" #event ")"))

/*
 * Sets *event.  **Never blocks.**
 * Wakes all the threads that wait for it.  Each of them returns, even if the
 * event is cleared again before it gets to run.
 */
void sync_event_set(struct sync_event *event);

/*
 * Clears *event: who waits from now on blocks until the next set.
 * **Never blocks.**
 */
void sync_event_clear(struct sync_event *event);

/*
 * Returns whether *event is set.  **Never blocks.**
 */
bool sync_event_is_set(struct sync_event *event);

/*
 * **Blocks until** *event is set; not at all if it is set already.
 */
void sync_event_wait(struct sync_event *event);

/*
 * As sync_event_wait(), but **blocks until** the deadline at the latest.
 * Returns 0 if the event is or was set, else ETIMEDOUT.
 */
int sync_event_wait_until(struct sync_event *event, int64_t deadline_ns);

#endif
