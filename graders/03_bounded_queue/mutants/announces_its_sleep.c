/* misconception: who has announced that it will sleep will hear the signal */
/* killed by: no_lost_wakeup */
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

/* Two deadlines that mean: do not wait at all, and wait for ever. */
#define NOW INT64_C(-1)
#define NEVER INT64_MAX

struct bounded_queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty; /* signalled when an item came in */
    pthread_cond_t not_full;  /* signalled when an item went out */
    size_t capacity;
    /* Under lock: */
    bool closed;
    size_t first; /* index of the oldest item */
    size_t count;
    /* Under nothing; atomic. */
    atomic_int sleepers; /* consumers that are about to wait */
    int items[];         /* a ring of `capacity` slots */
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
    init_condition(&queue->not_empty);
    init_condition(&queue->not_full);
    queue->capacity = capacity;
    queue->closed = false;
    queue->first = 0;
    queue->count = 0;
    atomic_init(&queue->sleepers, 0);
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    pthread_cond_destroy(&queue->not_full);
    pthread_cond_destroy(&queue->not_empty);
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
        error = wait_locked(queue, &queue->not_full, deadline_ns);
    if (queue->closed) {
        error = EPIPE;
    } else if (queue->count < queue->capacity) {
        size_t end = (queue->first + queue->count) % queue->capacity;
        queue->items[end] = item;
        queue->count++;
        error = 0;
    }
    pthread_mutex_unlock(&queue->lock);
    if (error == 0 && atomic_load(&queue->sleepers) > 0)
        pthread_cond_signal(&queue->not_empty);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = 0;
    pthread_mutex_lock(&queue->lock);
    while (queue->count == 0 && !queue->closed && error == 0) {
        pthread_mutex_unlock(&queue->lock);
        atomic_fetch_add(&queue->sleepers, 1);
        pthread_mutex_lock(&queue->lock);
        error = wait_locked(queue, &queue->not_empty, deadline_ns);
        atomic_fetch_sub(&queue->sleepers, 1);
    }
    if (queue->count > 0) {
        *item = queue->items[queue->first];
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
        error = 0;
        pthread_cond_signal(&queue->not_full);
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
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->count;
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->not_empty);
    pthread_cond_broadcast(&queue->not_full);
    pthread_mutex_unlock(&queue->lock);
}
