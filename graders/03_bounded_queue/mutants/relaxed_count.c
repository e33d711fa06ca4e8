/* misconception: what is atomic is in order, whatever its memory order */
/* killed by: no_data_race */
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NOW INT64_C(-1)
#define NEVER INT64_MAX

struct side {
    pthread_mutex_t lock;
    pthread_cond_t may_go_on;
    size_t index; /* under lock */
};

struct bounded_queue {
    struct side head; /* where items leave */
    struct side tail; /* where they enter */
    atomic_size_t count;
    bool closed; /* written under both locks, read under either */
    size_t capacity;
    int ring[];
};

static void side_init(struct side *side)
{
    pthread_condattr_t attributes;
    pthread_mutex_init(&side->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&side->may_go_on, &attributes);
    pthread_condattr_destroy(&attributes);
    side->index = 0;
}

static void side_destroy(struct side *side)
{
    pthread_cond_destroy(&side->may_go_on);
    pthread_mutex_destroy(&side->lock);
}

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue;
    if (capacity == 0 || capacity > SIZE_MAX / sizeof(int) / 2)
        return NULL;
    queue = malloc(sizeof *queue + capacity * sizeof(int));
    if (queue == NULL)
        return NULL;
    side_init(&queue->head);
    side_init(&queue->tail);
    atomic_init(&queue->count, 0);
    queue->closed = false;
    queue->capacity = capacity;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    side_destroy(&queue->head);
    side_destroy(&queue->tail);
    free(queue);
}

static int side_wait(struct side *side, int64_t deadline_ns)
{
    if (deadline_ns == NOW)
        return EAGAIN;
    if (deadline_ns == NEVER)
        return pthread_cond_wait(&side->may_go_on, &side->lock);
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / 1000000000),
                                .tv_nsec = (long)(deadline_ns % 1000000000)};
    return pthread_cond_timedwait(&side->may_go_on, &side->lock, &deadline);
}

static void side_wake(struct side *side)
{
    pthread_mutex_lock(&side->lock);
    pthread_cond_signal(&side->may_go_on);
    pthread_mutex_unlock(&side->lock);
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    struct side *tail = &queue->tail;
    size_t before = 1;
    int error = 0;
    pthread_mutex_lock(&tail->lock);
    while (error == 0 && !queue->closed &&
           atomic_load_explicit(&queue->count, memory_order_relaxed) ==
               queue->capacity)
        error = side_wait(tail, deadline_ns);
    if (queue->closed) {
        error = EPIPE;
    } else if (atomic_load_explicit(&queue->count, memory_order_relaxed) <
               queue->capacity) {
        queue->ring[tail->index++ % queue->capacity] = item;
        before =
            atomic_fetch_add_explicit(&queue->count, 1, memory_order_relaxed);
        if (before + 1 < queue->capacity)
            pthread_cond_signal(&tail->may_go_on);
        error = 0;
    }
    pthread_mutex_unlock(&tail->lock);
    if (error == 0 && before == 0)
        side_wake(&queue->head);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    struct side *head = &queue->head;
    size_t before = 0;
    int error = 0;
    pthread_mutex_lock(&head->lock);
    while (error == 0 && !queue->closed &&
           atomic_load_explicit(&queue->count, memory_order_relaxed) == 0)
        error = side_wait(head, deadline_ns);
    if (atomic_load_explicit(&queue->count, memory_order_relaxed) > 0) {
        *item = queue->ring[head->index++ % queue->capacity];
        before =
            atomic_fetch_sub_explicit(&queue->count, 1, memory_order_relaxed);
        if (before > 1)
            pthread_cond_signal(&head->may_go_on);
        error = 0;
    } else if (queue->closed) {
        error = EPIPE;
    }
    pthread_mutex_unlock(&head->lock);
    if (error == 0 && before == queue->capacity)
        side_wake(&queue->tail);
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
    return atomic_load_explicit(&queue->count, memory_order_relaxed);
}

void bounded_queue_close(struct bounded_queue *queue)
{
    pthread_mutex_lock(&queue->tail.lock);
    pthread_mutex_lock(&queue->head.lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->head.may_go_on);
    pthread_cond_broadcast(&queue->tail.may_go_on);
    pthread_mutex_unlock(&queue->head.lock);
    pthread_mutex_unlock(&queue->tail.lock);
}
