/* accepted: a C11 mutex, and no condition variable at all: everybody who waits
 * brings a semaphore, and whoever can help puts the item straight into the
 * waiting call. (C11's own timed waits go by the wall clock, so they are no
 * help for the deadlines.) */
#include "bounded_queue.h"

#include "sync_clock.h"
#include "sync_sem.h"

#include <errno.h>
#include <stdlib.h>
#include <threads.h>

#define NOW INT64_C(-1)
#define NEVER SYNC_NEVER
#define PENDING (-1)

/* A call that waits; lives on the waiting thread's stack. */
struct waiting {
    struct sync_sem settled;
    struct waiting *next;
    int item;
    int outcome;
};

struct bounded_queue {
    mtx_t lock;
    size_t capacity;
    /* Under lock: */
    struct waiting *givers; /* only while the ring is full */
    struct waiting *takers; /* only while it is empty */
    bool closed;
    size_t first;
    size_t count;
    int ring[];
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 || capacity > SIZE_MAX / sizeof(int) / 2)
        return NULL;
    queue = calloc(1, sizeof *queue + capacity * sizeof(int));
    if (queue == NULL)
        return NULL;
    if (mtx_init(&queue->lock, mtx_plain) != thrd_success) {
        free(queue);
        return NULL;
    }
    queue->capacity = capacity;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    mtx_destroy(&queue->lock);
    free(queue);
}

static struct waiting *settle_first(struct waiting **list, int outcome)
{
    struct waiting *first = *list;
    *list = first->next;
    first->outcome = outcome;
    return first;
}

static void leave_list(struct waiting **list, const struct waiting *me)
{
    while (*list != me)
        list = &(*list)->next;
    *list = me->next;
}

/* Called with the lock, returns without it. */
static int wait_in(struct bounded_queue *queue, struct waiting **list,
                   struct waiting *me, int64_t deadline_ns)
{
    struct waiting **end = list;
    while (*end != NULL)
        end = &(*end)->next;
    *end = me;
    me->next = NULL;
    me->outcome = PENDING;
    sync_sem_init(&me->settled, 0);
    mtx_unlock(&queue->lock);
    (void)sync_sem_wait_until(&me->settled, deadline_ns);
    mtx_lock(&queue->lock); /* whoever settled the call is done with it now */
    if (me->outcome == PENDING) {
        leave_list(list, me);
        me->outcome = ETIMEDOUT;
    }
    mtx_unlock(&queue->lock);
    sync_sem_destroy(&me->settled);
    return me->outcome;
}

static void append(struct bounded_queue *queue, int item)
{
    queue->ring[(queue->first + queue->count) % queue->capacity] = item;
    queue->count++;
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    struct waiting me = {.item = item};
    int error = 0;
    mtx_lock(&queue->lock);
    if (queue->closed) {
        error = EPIPE;
    } else if (queue->takers != NULL) {
        struct waiting *taker = settle_first(&queue->takers, 0);
        taker->item = item;
        sync_sem_post(&taker->settled);
    } else if (queue->count < queue->capacity) {
        append(queue, item);
    } else if (deadline_ns == NOW) {
        error = EAGAIN;
    } else {
        return wait_in(queue, &queue->givers, &me, deadline_ns);
    }
    mtx_unlock(&queue->lock);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    struct waiting me = {.item = 0};
    int error = 0;
    mtx_lock(&queue->lock);
    if (queue->count > 0) {
        *item = queue->ring[queue->first];
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
        if (queue->givers != NULL) {
            struct waiting *giver = settle_first(&queue->givers, 0);
            append(queue, giver->item);
            sync_sem_post(&giver->settled);
        }
    } else if (queue->closed) {
        error = EPIPE;
    } else if (deadline_ns == NOW) {
        error = EAGAIN;
    } else {
        error = wait_in(queue, &queue->takers, &me, deadline_ns);
        if (error == 0)
            *item = me.item;
        return error;
    }
    mtx_unlock(&queue->lock);
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
    mtx_lock(&queue->lock);
    size_t count = queue->count;
    mtx_unlock(&queue->lock);
    return count;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    mtx_lock(&queue->lock);
    queue->closed = true;
    while (queue->givers != NULL)
        sync_sem_post(&settle_first(&queue->givers, EPIPE)->settled);
    while (queue->takers != NULL)
        sync_sem_post(&settle_first(&queue->takers, EPIPE)->settled);
    mtx_unlock(&queue->lock);
}
