/* accepted: one condition variable for everything, and a broadcast at every
 * change, so that it does not matter who waits for what. */
#include "bounded_queue.h"

#include "sync_clock.h"
#include "sync_cond.h"
#include "sync_mutex.h"

#include <errno.h>
#include <stdlib.h>

#define NOW INT64_C(-1)
#define NEVER SYNC_NEVER

struct bounded_queue {
    struct sync_mutex monitor;
    struct sync_cond changed;
    size_t capacity;
    bool closed;
    size_t taken; /* so many so far; their difference is the size */
    size_t put;
    int items[];
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 || capacity > SIZE_MAX / sizeof(int) / 2)
        return NULL;
    queue = calloc(1, sizeof *queue + capacity * sizeof(int));
    if (queue == NULL)
        return NULL;
    sync_mutex_init(&queue->monitor);
    sync_cond_init(&queue->changed);
    queue->capacity = capacity;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    sync_cond_destroy(&queue->changed);
    sync_mutex_destroy(&queue->monitor);
    free(queue);
}

/* What keeps a caller from going on: EAGAIN if it is only the queue's state. */
static int obstacle_to_put(const struct bounded_queue *queue)
{
    if (queue->closed)
        return EPIPE;
    return queue->put - queue->taken < queue->capacity ? 0 : EAGAIN;
}

static int obstacle_to_take(const struct bounded_queue *queue)
{
    if (queue->put != queue->taken)
        return 0;
    return queue->closed ? EPIPE : EAGAIN;
}

static int enter(struct bounded_queue *queue,
                 int (*obstacle)(const struct bounded_queue *),
                 int64_t deadline_ns)
{
    int waited = 0, error;
    sync_mutex_lock(&queue->monitor);
    while ((error = obstacle(queue)) == EAGAIN && deadline_ns != NOW) {
        if (waited == ETIMEDOUT)
            return ETIMEDOUT;
        waited =
            sync_cond_wait_until(&queue->changed, &queue->monitor, deadline_ns);
    }
    return error;
}

static int leave(struct bounded_queue *queue, int error)
{
    sync_cond_broadcast(&queue->changed);
    sync_mutex_unlock(&queue->monitor);
    return error;
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    int error = enter(queue, obstacle_to_put, deadline_ns);
    if (error == 0)
        queue->items[queue->put++ % queue->capacity] = item;
    return leave(queue, error);
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = enter(queue, obstacle_to_take, deadline_ns);
    if (error == 0)
        *item = queue->items[queue->taken++ % queue->capacity];
    return leave(queue, error);
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
    sync_mutex_lock(&queue->monitor);
    size_t size = queue->put - queue->taken;
    sync_mutex_unlock(&queue->monitor);
    return size;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    sync_mutex_lock(&queue->monitor);
    queue->closed = true;
    (void)leave(queue, 0);
}
