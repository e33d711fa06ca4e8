/* bounded_queue.h - a queue with room for so many items, through which threads
 * hand ints to one another. The contract of lab 03; not edited.
 *
 * Any number of threads may enqueue and dequeue at once. Items leave in the
 * order in which they came in; so the items of one producer keep their order.
 * Which of several waiting threads goes on first is not specified.
 *
 * "Never blocks" and "without waiting" mean: it waits for nothing but the few
 * steps that another call on the same queue needs to finish. "Blocks until"
 * means that the thread sleeps meanwhile, does not look again and again, and
 * keeps nobody else out of the queue.
 *
 * deadline_ns is a point in the time of CLOCK_MONOTONIC, in nanoseconds and not
 * negative (sync_now_ns() is the present). It has passed as soon as that clock
 * shows it. Setting the wall clock changes nothing.
 */
#ifndef BOUNDED_QUEUE_H
#define BOUNDED_QUEUE_H

#include <stddef.h>
#include <stdint.h>

/* What it holds is up to bounded_queue.c. */
struct bounded_queue;

/* Creates an empty queue with room for `capacity` items. Never blocks.
 * Returns: NULL if the capacity is 0, or if there is no memory; no other
 * function ever runs out of memory. Owns: bounded_queue_destroy(). */
struct bounded_queue *bounded_queue_create(size_t capacity);

/* Frees the queue, and what is left in it. Never blocks.
 * Requires: no other thread uses it any more. */
void bounded_queue_destroy(struct bounded_queue *queue);

/* Adds an item at the end. Blocks until there is room or the queue is closed.
 * Wakes a thread that waits for an item.
 * Returns: 0, or EPIPE if the queue is closed, even if there is room: then the
 * item is not in it. */
int bounded_queue_enqueue(struct bounded_queue *queue, int item);

/* Takes the oldest item. Blocks until there is one or the queue is closed.
 * Wakes a thread that waits for room.
 * Returns: 0, or EPIPE if the queue is closed and empty: what was in it when
 * it was closed can still be taken. */
int bounded_queue_dequeue(struct bounded_queue *queue, int *item);

/* As bounded_queue_enqueue(), but never blocks.
 * Returns: EAGAIN if the queue is open and full. */
int bounded_queue_try_enqueue(struct bounded_queue *queue, int item);

/* As bounded_queue_dequeue(), but never blocks.
 * Returns: EAGAIN if the queue is open and empty. */
int bounded_queue_try_dequeue(struct bounded_queue *queue, int *item);

/* As bounded_queue_enqueue(), but blocks until the deadline at the latest.
 * Returns: ETIMEDOUT if it passed first, and never before it has. A deadline
 * in the past is no error: it adds the item if it can without waiting. */
int bounded_queue_enqueue_until(struct bounded_queue *queue, int item,
                                int64_t deadline_ns);

/* As bounded_queue_dequeue(), but blocks until the deadline at the latest.
 * Returns: ETIMEDOUT if it passed first, and never before it has. A deadline
 * in the past is no error: it takes an item if it can without waiting. */
int bounded_queue_dequeue_until(struct bounded_queue *queue, int *item,
                                int64_t deadline_ns);

/* Never blocks. Returns: how many items were in the queue at some moment of
 * the call, at most the capacity; without a data race. An item that another
 * thread is just moving counts or not. */
size_t bounded_queue_size(struct bounded_queue *queue);

/* Closes the queue for good; a second time changes nothing. Never blocks.
 * Wakes everybody who waits in it, on either side. */
void bounded_queue_close(struct bounded_queue *queue);

#endif
