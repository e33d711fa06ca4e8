/*
 * sync_queue.h - a FIFO queue of pointers between threads: Python's
 * queue.Queue, with its task_done(), join() and shutdown().
 *
 * Bounded (a put waits while it is full) or unbounded.  Items come out in the
 * order in which they went in; which of several waiting threads gets the next
 * item or the next free slot is not specified.  What a thread wrote before it
 * put an item is visible to the thread that gets it.
 *
 * The results are 0, EAGAIN (it would have to wait), ETIMEDOUT (it has waited
 * until its deadline), and EPIPE (the queue is closed).
 */
#ifndef INTERLEAVE_SYNC_QUEUE_H
#define INTERLEAVE_SYNC_QUEUE_H

#include "must.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sync_waiter;

/* The capacity of a queue that is never full. */
#define SYNC_QUEUE_UNBOUNDED ((size_t)0)

struct sync_queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty; /* or closed: signalled by put, close */
    pthread_cond_t not_full;  /* or closed: signalled by get, close */
    pthread_cond_t all_done;  /* unfinished is 0: broadcast by task_done */
    /* Under lock: */
    size_t capacity;   /* the most items, or SYNC_QUEUE_UNBOUNDED */
    size_t count;      /* the items in it, from slots[first] on, in a ring */
    size_t first;      /* the index of the oldest one */
    size_t room;       /* the slots that are allocated */
    size_t unfinished; /* items put, less calls of task_done */
    void **slots;
    bool closed;
    struct sync_waiter *getters; /* who waits for not_empty */
    struct sync_waiter *putters; /* who waits for not_full */
    struct sync_waiter *joiners; /* who waits for all_done */
};

/* Makes an open, empty queue. */
#define SYNC_QUEUE_INIT(most)                                                  \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER,                                     \
        .not_empty = PTHREAD_COND_INITIALIZER,                                 \
        .not_full = PTHREAD_COND_INITIALIZER,                                  \
        .all_done = PTHREAD_COND_INITIALIZER, .capacity = (most)               \
    }

/*
 * Makes *queue an open, empty queue of at most that many items, or of any
 * number with SYNC_QUEUE_UNBOUNDED.  **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_queue_destroy() when done.
 */
void sync_queue_init(struct sync_queue *queue, size_t capacity);

/*
 * Ends the use of *queue.  **Never blocks.**
 * Requires that every call on it has returned.
 * Aborts if a thread is still in a put, get or join, and names it.
 * Owns: items that are still in it are the caller's; get them first.
 */
void sync_queue_destroy(struct sync_queue *queue, const char *where);
#define sync_queue_destroy(queue)                                              \
    sync_queue_destroy(queue, MUST_WHERE("sync_queue_destroy(" #queue ")"))

/*
 * **Blocks until** the queue has room or is closed, and puts item in at the
 * end.  Never blocks when it is unbounded.
 * Returns 0, or EPIPE without having put it if the queue is closed.
 * Wakes a thread that waits in a get, if there is one.
 * Dies (status 2) if there is no memory.
 */
int sync_queue_put(struct sync_queue *queue, void *item);

/*
 * As sync_queue_put(), but **never blocks.**
 * Returns 0, EAGAIN if the queue is full, or EPIPE if it is closed.
 */
int sync_queue_try_put(struct sync_queue *queue, void *item);

/*
 * As sync_queue_put(), but **blocks until** the deadline at the latest.
 * Returns 0, ETIMEDOUT if the queue stayed full, or EPIPE if it is closed.
 */
int sync_queue_put_until(struct sync_queue *queue, void *item,
                         int64_t deadline_ns);

/*
 * **Blocks until** the queue has an item or is closed, takes the oldest out
 * and stores it in *item.
 * Returns 0, or EPIPE, with *item unchanged, if it is closed and empty: what
 * is in it when it is closed can still be got.
 * Wakes a thread that waits in a put, if there is one.
 */
int sync_queue_get(struct sync_queue *queue, void **item);

/*
 * As sync_queue_get(), but **never blocks.**
 * Returns 0, EAGAIN if the queue is empty, or EPIPE if it is closed and empty.
 */
int sync_queue_try_get(struct sync_queue *queue, void **item);

/*
 * As sync_queue_get(), but **blocks until** the deadline at the latest.
 * Returns 0, ETIMEDOUT if the queue stayed empty, or EPIPE if it is closed and
 * empty.
 */
int sync_queue_get_until(struct sync_queue *queue, void **item,
                         int64_t deadline_ns);

/*
 * Returns how many items are in the queue: for messages and tests, because it
 * may have changed when the caller looks at it.  **Never blocks.**
 */
size_t sync_queue_size(struct sync_queue *queue);

/*
 * Closes the queue: no item goes in any more.  **Never blocks.**  Closing it
 * again does nothing.
 * Wakes all the threads that wait in a put or a get: they return EPIPE, or an
 * item that was left.
 */
void sync_queue_close(struct sync_queue *queue);

/*
 * Returns whether the queue has been closed.  **Never blocks.**
 */
bool sync_queue_is_closed(struct sync_queue *queue);

/*
 * Says that the work on one item that was got is finished.  **Never blocks.**
 * Wakes the threads in sync_queue_join(), if it was the last one.
 * Aborts if it was called for every item already.
 */
void sync_queue_task_done(struct sync_queue *queue, const char *where);
#define sync_queue_task_done(queue)                                            \
    sync_queue_task_done(queue, MUST_WHERE("sync_queue_task_done(" #queue ")"))

/*
 * **Blocks until** sync_queue_task_done() has been called for every item that
 * was ever put; not at all if none was.
 */
void sync_queue_join(struct sync_queue *queue);

/*
 * As sync_queue_join(), but **blocks until** the deadline at the latest.
 * Returns 0, or ETIMEDOUT if there is unfinished work.
 */
int sync_queue_join_until(struct sync_queue *queue, int64_t deadline_ns);

#endif
