/*
 * sync_sem.h - counting semaphores.
 *
 * A number of permits: wait takes one, post gives one back.  Not fair: a
 * thread that comes along just when a permit is posted may take it before one
 * that has waited, which then waits on.  What a thread wrote before a post is
 * visible to the thread whose wait takes that permit.
 */
#ifndef INTERLEAVE_SYNC_SEM_H
#define INTERLEAVE_SYNC_SEM_H

#include "must.h"

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct sync_waiter;

/* The most permits that a semaphore can have. */
#define SYNC_SEM_MAX ((unsigned)INT_MAX)

struct sync_sem {
    pthread_mutex_t lock;
    pthread_cond_t positive; /* permits may be > 0: signalled by a post */
    /* Under lock: */
    unsigned permits;
    struct sync_waiter *waiters;
};

/* Makes a semaphore with that many permits (at most SYNC_SEM_MAX). */
#define SYNC_SEM_INIT(initial)                                                 \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER,                                     \
        .positive = PTHREAD_COND_INITIALIZER, .permits = (initial)             \
    }

/*
 * Makes *sem a semaphore with that many permits.  **Never blocks.**
 * Requires that it is not in use, and initial <= SYNC_SEM_MAX.
 * Owns: the caller calls sync_sem_destroy() when done.
 */
void sync_sem_init(struct sync_sem *sem, unsigned initial);

/*
 * Ends the use of *sem.  **Never blocks.**
 * Requires that every wait has returned.
 * Aborts if a thread is still in a wait, and names it.
 */
void sync_sem_destroy(struct sync_sem *sem, const char *where);
#define sync_sem_destroy(sem)                                                  \
    sync_sem_destroy(sem, MUST_WHERE("sync_sem_destroy(" #sem ")"))

/*
 * **Blocks until** there is a permit, and takes it.
 */
void sync_sem_wait(struct sync_sem *sem);

/*
 * Takes a permit if there is one.  **Never blocks.**
 * Returns whether it took one.
 */
bool sync_sem_try(struct sync_sem *sem);

/*
 * **Blocks until** there is a permit, and takes it, or until the deadline.
 * Returns 0 if it took one, else ETIMEDOUT.  Takes a permit that is there
 * even if the deadline has passed.
 */
int sync_sem_wait_until(struct sync_sem *sem, int64_t deadline_ns);

/*
 * Adds a permit.  **Never blocks.**
 * Wakes a thread that waits, if there is one.
 * Aborts if there are SYNC_SEM_MAX already.
 */
void sync_sem_post(struct sync_sem *sem);

/*
 * Adds that many permits at once.  **Never blocks.**
 * Wakes as many threads as can take one.
 * Aborts if there would be more than SYNC_SEM_MAX.
 */
void sync_sem_post_n(struct sync_sem *sem, unsigned permits);

/*
 * Returns how many permits there are at the moment: for messages and tests,
 * because it may have changed when the caller looks at it.
 * **Never blocks.**
 */
unsigned sync_sem_value(struct sync_sem *sem);

#endif
