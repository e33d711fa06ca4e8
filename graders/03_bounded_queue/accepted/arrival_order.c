/* accepted: first come, first served: each side keeps a list of those who wait,
 * and only the first of them may go on. */
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NOW INT64_C(-1)
#define NEVER INT64_MAX

/* Somebody who waits; lives on the waiting thread's stack. */
struct ticket {
    struct ticket *next;
};

struct bounded_queue {
    pthread_mutex_t lock;
    pthread_cond_t next_please; /* a list or the queue has changed */
    size_t capacity;
    /* Under lock: */
    struct ticket *producers;
    struct ticket *consumers;
    bool closed;
    size_t first;
    size_t count;
    int *items;
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    pthread_condattr_t attributes;
    if (capacity == 0)
        return NULL;
    struct bounded_queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return NULL;
    queue->items = calloc(capacity, sizeof *queue->items);
    if (queue->items == NULL) {
        free(queue);
        return NULL;
    }
    pthread_mutex_init(&queue->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->next_please, &attributes);
    pthread_condattr_destroy(&attributes);
    queue->capacity = capacity;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    pthread_cond_destroy(&queue->next_please);
    pthread_mutex_destroy(&queue->lock);
    free(queue->items);
    free(queue);
}

static void line_up(struct ticket **list, struct ticket *ticket)
{
    while (*list != NULL)
        list = &(*list)->next;
    ticket->next = NULL;
    *list = ticket;
}

static void step_out(struct ticket **list, struct ticket *ticket)
{
    while (*list != ticket)
        list = &(*list)->next;
    *list = ticket->next;
}

static int sleep_locked(struct bounded_queue *queue, int64_t deadline_ns)
{
    if (deadline_ns == NEVER)
        return pthread_cond_wait(&queue->next_please, &queue->lock);
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / 1000000000),
                                .tv_nsec = (long)(deadline_ns % 1000000000)};
    return pthread_cond_timedwait(&queue->next_please, &queue->lock, &deadline);
}

static bool has_room(const struct bounded_queue *queue)
{
    return queue->closed || queue->count < queue->capacity;
}

static bool has_item(const struct bounded_queue *queue)
{
    return queue->closed || queue->count > 0;
}

/* Returns 0 when the caller is the first of its list and can go on. */
static int wait_for_turn(struct bounded_queue *queue, struct ticket **list,
                         bool (*ready)(const struct bounded_queue *),
                         int64_t deadline_ns)
{
    struct ticket mine;
    int error = 0;
    if (deadline_ns == NOW)
        return EAGAIN;
    line_up(list, &mine);
    while (error == 0 && !queue->closed && (*list != &mine || !ready(queue)))
        error = sleep_locked(queue, deadline_ns);
    step_out(list, &mine);
    pthread_cond_broadcast(&queue->next_please);
    return error;
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    pthread_mutex_lock(&queue->lock);
    int error = wait_for_turn(queue, &queue->producers, has_room, deadline_ns);
    if (queue->closed) {
        error = EPIPE;
    } else if (queue->count < queue->capacity) {
        size_t end = (queue->first + queue->count++) % queue->capacity;
        queue->items[end] = item;
        error = 0;
        pthread_cond_broadcast(&queue->next_please);
    }
    pthread_mutex_unlock(&queue->lock);
    return error;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    pthread_mutex_lock(&queue->lock);
    int error = wait_for_turn(queue, &queue->consumers, has_item, deadline_ns);
    if (queue->count > 0) {
        *item = queue->items[queue->first];
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
        error = 0;
        pthread_cond_broadcast(&queue->next_please);
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
    pthread_cond_broadcast(&queue->next_please);
    pthread_mutex_unlock(&queue->lock);
}
