/* misconception: a semaphore counts the room, so it may be waited for inside */
/* killed by: full_and_empty_block */
#include "bounded_queue.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "sync_clock.h"
#include "sync_mutex.h"
#include "sync_sem.h"

#define NOW INT64_C(0)

struct bounded_queue {
    struct sync_mutex lock;
    struct sync_sem items;
    struct sync_sem places;
    size_t capacity;
    /* Under lock: */
    bool closed;
    size_t first;
    size_t count;
    int ring[];
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 || capacity > SYNC_SEM_MAX / 2)
        return NULL;
    queue = calloc(1, sizeof *queue + capacity * sizeof queue->ring[0]);
    if (queue == NULL)
        return NULL;
    sync_mutex_init(&queue->lock);
    sync_sem_init(&queue->items, 0);
    sync_sem_init(&queue->places, (unsigned)capacity);
    queue->capacity = capacity;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    sync_sem_destroy(&queue->items);
    sync_sem_destroy(&queue->places);
    sync_mutex_destroy(&queue->lock);
    free(queue);
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    sync_mutex_lock(&queue->lock);
    int error = sync_sem_wait_until(&queue->places, deadline_ns);
    if (queue->closed) {
        if (error == 0)
            sync_sem_post(&queue->places);
        error = EPIPE;
    } else if (error == 0) {
        queue->ring[(queue->first + queue->count++) % queue->capacity] = item;
        sync_sem_post(&queue->items);
    }
    sync_mutex_unlock(&queue->lock);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    sync_mutex_lock(&queue->lock);
    int error = sync_sem_wait_until(&queue->items, deadline_ns);
    if (error == 0 && queue->count > 0) {
        *item = queue->ring[queue->first];
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
        sync_sem_post(&queue->places);
    } else if (queue->closed) {
        if (error == 0)
            sync_sem_post(&queue->items);
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
    int error = enqueue(queue, item, NOW);
    return error == ETIMEDOUT ? EAGAIN : error;
}

int bounded_queue_try_dequeue(struct bounded_queue *queue, int *item)
{
    int error = dequeue(queue, item, NOW);
    return error == ETIMEDOUT ? EAGAIN : error;
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
    bool was_open = !queue->closed;
    queue->closed = true;
    if (was_open) {
        sync_sem_post(&queue->items);
        sync_sem_post(&queue->places);
    }
    sync_mutex_unlock(&queue->lock);
}
