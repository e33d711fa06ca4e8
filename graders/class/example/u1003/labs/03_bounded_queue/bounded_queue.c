/* Lab 03: a queue that makes its users wait. Edit this file; the contract is in
 * bounded_queue.h, the story in README.md. */
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

/* Two deadlines that mean: do not wait at all, and wait for ever. */
#define NOW INT64_C(-1)
#define NEVER INT64_MAX

struct bounded_queue {
    pthread_mutex_t lock;
    /* The queue is not what it was.
     * TODO(2): producers and consumers wait here side by side. Whom does a
     * signal wake? */
    pthread_cond_t changed;
    size_t capacity;
    /* Under lock: */
    bool closed;
    size_t first; /* index of the oldest item */
    size_t count;
    int items[]; /* a ring of `capacity` slots */
};

/* A condition variable whose deadlines are those of CLOCK_MONOTONIC. */
static void init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 ||
        capacity > (SIZE_MAX - sizeof *queue) / sizeof queue->items[0])
        return NULL;
    queue = malloc(sizeof *queue + capacity * sizeof queue->items[0]);
    if (queue == NULL)
        return NULL;
    pthread_mutex_init(&queue->lock, NULL);
    init_condition(&queue->changed);
    queue->capacity = capacity;
    queue->closed = false;
    queue->first = 0;
    queue->count = 0;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    pthread_cond_destroy(&queue->changed);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

/* Gives the lock back and waits; holds it again when it returns.
 * Returns 0 when woken, ETIMEDOUT, or EAGAIN if there is no time to wait. */
static int wait_locked(struct bounded_queue *queue, pthread_cond_t *condition,
                       int64_t deadline_ns)
{
    if (deadline_ns == NOW)
        return EAGAIN;
    if (deadline_ns == NEVER)
        return pthread_cond_wait(condition, &queue->lock);
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / NS_PER_S),
                                .tv_nsec = (long)(deadline_ns % NS_PER_S)};
    return pthread_cond_timedwait(condition, &queue->lock, &deadline);
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    int error = 0;
    pthread_mutex_lock(&queue->lock);
    while (queue->count == queue->capacity && !queue->closed && error == 0)
        error = wait_locked(queue, &queue->changed, deadline_ns);
    if (queue->closed) {
        error = EPIPE;
    } else if (queue->count < queue->capacity) {
        size_t end = (queue->first + queue->count) % queue->capacity;
        queue->items[end] = item;
        queue->count++;
        error = 0;
        /* TODO(2): a consumer should go on now. Will one? */
        pthread_cond_signal(&queue->changed);
    }
    pthread_mutex_unlock(&queue->lock);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = 0;
    pthread_mutex_lock(&queue->lock);
    /* TODO(1): what do we know about the queue when the wait returns? */
    if (queue->count == 0 && !queue->closed && error == 0)
        error = wait_locked(queue, &queue->changed, deadline_ns);
    if (queue->count > 0) {
        *item = queue->items[queue->first];
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
        error = 0;
        /* TODO(2): a producer should go on now. Will one? */
        pthread_cond_signal(&queue->changed);
    } else if (queue->closed) {
        error = EPIPE;
    }
    pthread_mutex_unlock(&queue->lock);
    return error;
}

int bounded_queue_enqueue(struct bounded_queue *queue, int item)
{
    return enqueue(queue, item, NEVER);
}

int bounded_queue_dequeue(struct bounded_queue *queue, int *item)
{
    return dequeue(queue, item, NEVER);
}

int bounded_queue_try_enqueue(struct bounded_queue *queue, int item)
{
    return enqueue(queue, item, NOW);
}

int bounded_queue_try_dequeue(struct bounded_queue *queue, int *item)
{
    return dequeue(queue, item, NOW);
}

int bounded_queue_enqueue_until(struct bounded_queue *queue, int item,
                                int64_t deadline_ns)
{
    return enqueue(queue, item, deadline_ns);
}

int bounded_queue_dequeue_until(struct bounded_queue *queue, int *item,
                                int64_t deadline_ns)
{
    return dequeue(queue, item, deadline_ns);
}

size_t bounded_queue_size(struct bounded_queue *queue)
{
    /* TODO(3): it is only one number, and it is only read. Is that safe? */
    return queue->count;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    /* TODO(4): who is told that nothing will come any more? */
    pthread_cond_signal(&queue->changed);
    pthread_mutex_unlock(&queue->lock);
}
