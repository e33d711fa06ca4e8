/* misconception: when there is no memory, any call may say so */
/* killed by: without_memory */
#define _GNU_SOURCE
#include "bounded_queue.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NOW INT64_C(-1)
#define NEVER INT64_MAX

struct node {
    struct node *next;
    int item;
};

struct bounded_queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    /* Under lock: */
    struct node *oldest;
    struct node **end;
    size_t length;
    size_t room;
    bool closed;
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *queue =
        capacity > 0 ? calloc(1, sizeof *queue) : NULL;
    if (queue == NULL)
        return NULL;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->not_empty, NULL);
    pthread_cond_init(&queue->not_full, NULL);
    queue->end = &queue->oldest;
    queue->room = capacity;
    return queue;
}

static void free_list(struct node *node)
{
    while (node != NULL) {
        struct node *next = node->next;
        free(node);
        node = next;
    }
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    free_list(queue->oldest);
    pthread_cond_destroy(&queue->not_full);
    pthread_cond_destroy(&queue->not_empty);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

static int wait_for(pthread_cond_t *condition, pthread_mutex_t *lock,
                    int64_t deadline_ns)
{
    if (deadline_ns == NOW)
        return EAGAIN;
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / 1000000000),
                                .tv_nsec = (long)(deadline_ns % 1000000000)};
    return pthread_cond_clockwait(condition, lock, CLOCK_MONOTONIC, &deadline);
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    int error = 0;
    pthread_mutex_lock(&queue->lock);
    while (error == 0 && queue->length == queue->room && !queue->closed)
        error = wait_for(&queue->not_full, &queue->lock, deadline_ns);
    if (queue->closed || queue->length == queue->room) {
        error = queue->closed ? EPIPE : error;
        pthread_mutex_unlock(&queue->lock);
        return error;
    }
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        pthread_mutex_unlock(&queue->lock);
        return ENOMEM;
    }
    node->item = item;
    node->next = NULL;
    *queue->end = node;
    queue->end = &node->next;
    queue->length++;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_signal(&queue->not_empty);
    return 0;
}

static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = 0;
    pthread_mutex_lock(&queue->lock);
    while (error == 0 && queue->oldest == NULL && !queue->closed)
        error = wait_for(&queue->not_empty, &queue->lock, deadline_ns);
    struct node *node = queue->oldest;
    if (node == NULL) {
        error = queue->closed ? EPIPE : error;
        pthread_mutex_unlock(&queue->lock);
        return error;
    }
    queue->oldest = node->next;
    if (queue->oldest == NULL)
        queue->end = &queue->oldest;
    *item = node->item;
    free(node);
    queue->length--;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_signal(&queue->not_full);
    return 0;
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
    size_t length = queue->length;
    pthread_mutex_unlock(&queue->lock);
    return length;
}

void bounded_queue_close(struct bounded_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_broadcast(&queue->not_empty);
    pthread_cond_broadcast(&queue->not_full);
}
