/*
 * waiters.h - private to libsync: who waits, and waiting until a deadline.
 *
 * Each object keeps a list of the threads that wait in it, so that destroying
 * it can say who they are.  A waiter lives on its thread's stack.  The list
 * is under the lock of the object that it belongs to.
 */
#ifndef INTERLEAVE_WAITERS_H
#define INTERLEAVE_WAITERS_H

#include "must.h"
#include "sync_thread.h"

#include <pthread.h>
#include <stdint.h>

struct sync_waiter {
    struct sync_waiter *next;
    struct sync_waiter **link; /* what points to this one */
    const void *with;          /* free for the object to use */
    int outcome;               /* likewise */
    unsigned thread;
};

/*
 * Puts *waiter, for the calling thread, on the list.  **Never blocks.**
 * Requires the lock of the list.
 */
static inline void waiters_add(struct sync_waiter **list,
                               struct sync_waiter *waiter)
{
    waiter->thread = sync_thread_number();
    waiter->next = *list;
    waiter->link = list;
    if (waiter->next != NULL) {
        waiter->next->link = &waiter->next;
    }
    *list = waiter;
}

/*
 * Takes *waiter off its list.  **Never blocks.**
 * Requires the lock of the list.
 */
static inline void waiters_remove(struct sync_waiter *waiter)
{
    *waiter->link = waiter->next;
    if (waiter->next != NULL) {
        waiter->next->link = waiter->link;
    }
}

/*
 * **Blocks until** the condition variable is signalled (or wakes spuriously)
 * or the deadline has passed; with SYNC_NEVER it is an untimed wait.
 * Requires that the caller holds lock.
 * Returns 0 or ETIMEDOUT.
 */
int waiters_wait(pthread_cond_t *cond, pthread_mutex_t *lock,
                 int64_t deadline_ns);

/*
 * As waiters_wait(), with the caller on the list meanwhile.
 * **Blocks until** then.
 */
int waiters_wait_listed(struct sync_waiter **list, pthread_cond_t *cond,
                        pthread_mutex_t *lock, int64_t deadline_ns);

/*
 * Aborts, naming the threads, if there is a waiter.  **Never blocks.**
 * Requires that no other thread changes the list.
 */
void waiters_require_none(const struct sync_waiter *list, const char *where);

#endif
