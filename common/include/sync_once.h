/*
 * sync_once.h - initialise something once, whoever needs it first.
 *
 * Unlike pthread_once(): the function gets an argument, recursion aborts
 * instead of hanging, and every call takes a lock, so that race detectors
 * which do not understand atomics (helgrind) see what protects the result.
 * That costs some nanoseconds a call; README.md says how many.
 */
#ifndef INTERLEAVE_SYNC_ONCE_H
#define INTERLEAVE_SYNC_ONCE_H

#include "must.h"

#include <pthread.h>
#include <stdbool.h>

struct sync_waiter;

struct sync_once {
    pthread_mutex_t lock;
    pthread_cond_t finished; /* done is true: broadcast by the runner */
    /* Under lock: */
    bool done;
    unsigned runner; /* the thread that runs the function now, or 0 */
    struct sync_waiter *waiters;
};

/* Makes a once whose function has not run. */
#define SYNC_ONCE_INIT                                                         \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER,                                     \
        .finished = PTHREAD_COND_INITIALIZER                                   \
    }

/*
 * Makes *once a once whose function has not run.  **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_once_destroy() when done.
 */
void sync_once_init(struct sync_once *once);

/*
 * Ends the use of *once.  **Never blocks.**
 * Requires that every call of sync_once_run() has returned.
 * Aborts if a thread runs the function or waits for it, and names it.
 */
void sync_once_destroy(struct sync_once *once, const char *where);
#define sync_once_destroy(once)                                                \
    sync_once_destroy(once, MUST_WHERE("sync_once_destroy(" #once ")"))

/*
 * Calls function(argument) if no call for *once has been made, and
 * **blocks until** that one call, by whatever thread, has returned.
 * Never blocks when it has returned already.
 * Aborts if it is called from within that call.
 * What the function wrote is visible to every caller afterwards.
 */
void sync_once_run(struct sync_once *once, void (*function)(void *),
                   void *argument, const char *where);
#define sync_once_run(once, function, argument)                                \
    sync_once_run(once, function, argument,                                    \
                  MUST_WHERE("sync_once_run(" #once ", " #function ")"))

/*
 * Returns whether the call has been made and has returned.
 * **Never blocks.**
 */
bool sync_once_is_done(struct sync_once *once);

#endif
