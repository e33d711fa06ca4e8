/* Lab 03, the reference: one mutex, a ring, and one condition variable for each
 * thing that somebody may wait for. */
#include "bounded_queue.h"

#include "sync_clock.h"
#include "sync_cond.h"
#include "sync_mutex.h"

#include <errno.h>
#include <stdlib.h>

/* A deadline that no caller can name: do not wait at all. */
#define NOW INT64_C(-1)

struct bounded_queue {
    struct sync_mutex lock;
    struct sync_cond not_empty; /* count > 0 or closed: signalled by each
                                 * enqueue, broadcast by close */
    struct sync_cond not_full;  /* count < capacity or closed: signalled by
                                 * each dequeue, broadcast by close */
    size_t capacity;
    /* Under lock: */
    bool closed;
    size_t first; /* index of the oldest item */
    size_t count; /* 0 <= count <= capacity */
    int items[];  /* a ring of `capacity` slots */
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 ||
        capacity > (SIZE_MAX - sizeof *queue) / sizeof queue->items[0])
        return NULL;
    queue = malloc(sizeof *queue + capacity * sizeof queue->items[0]);
    if (queue == NULL)
        return NULL;
    sync_mutex_init(&queue->lock);
    sync_cond_init(&queue->not_empty);
    sync_cond_init(&queue->not_full);
    queue->capacity = capacity;
    queue->closed = false;
    queue->first = 0;
    queue->count = 0;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    sync_cond_destroy(&queue->not_full);
    sync_cond_destroy(&queue->not_empty);
    sync_mutex_destroy(&queue->lock);
    free(queue);
}

static int wait_locked(struct bounded_queue *queue, struct sync_cond *condition,
                       int64_t deadline_ns)
{
    if (deadline_ns == NOW)
        return EAGAIN;
    return sync_cond_wait_until(condition, &queue->lock, deadline_ns);
}

static void insert_locked(struct bounded_queue *queue, int item)
{
    size_t end = (queue->first + queue->count) % queue->capacity;
    queue->items[end] = item;
    queue->count++;
    sync_cond_signal(&queue->not_empty);
}

static int remove_locked(struct bounded_queue *queue)
{
    int item = queue->items[queue->first];
    queue->first = (queue->first + 1) % queue->capacity;
    queue->count--;
    sync_cond_signal(&queue->not_full);
    return item;
}

/* The three ways to enqueue differ only in how long they wait. */
static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    int error = 0;
    sync_mutex_lock(&queue->lock);
    while (queue->count == queue->capacity && !queue->closed && error == 0)
        error = wait_locked(queue, &queue->not_full, deadline_ns);
    if (queue->closed) {
        error = EPIPE;
    } else if (queue->count < queue->capacity) {
        insert_locked(queue, item); /* even after ETIMEDOUT: there is room */
        error = 0;
    }
    sync_mutex_unlock(&queue->lock);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = 0;
    sync_mutex_lock(&queue->lock);
    while (queue->count == 0 && !queue->closed && error == 0)
        error = wait_locked(queue, &queue->not_empty, deadline_ns);
    if (queue->count > 0) {
        *item = remove_locked(queue); /* even closed, even after ETIMEDOUT */
        error = 0;
    } else if (queue->closed) {
        error = EPIPE;
    }
    sync_mutex_unlock(&queue->lock);
    return error;
}

int bounded_queue_enqueue(struct bounded_queue *queue, int item)
{
    return enqueue(queue, item, SYNC_NEVER);
}

int bounded_queue_dequeue(struct bounded_queue *queue, int *item)
{
    return dequeue(queue, item, SYNC_NEVER);
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
    sync_mutex_lock(&queue->lock);
    size_t count = queue->count;
    sync_mutex_unlock(&queue->lock);
    return count;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    sync_mutex_lock(&queue->lock);
    queue->closed = true;
    sync_cond_broadcast(&queue->not_empty);
    sync_cond_broadcast(&queue->not_full);
    sync_mutex_unlock(&queue->lock);
}
