#define _GNU_SOURCE /* sem_clockwait: sem_timedwait goes by the wall clock */
#include "bounded_queue.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#define NOW INT64_C(-1)
#define NEVER INT64_MAX

struct bounded_queue {
    sem_t items;
    sem_t places;
    pthread_mutex_t lock;
    size_t capacity;
    /* Under lock: */
    bool closed;
    size_t in;
    size_t out;
    size_t count;
    int *ring;
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    if (capacity == 0 || capacity >= SEM_VALUE_MAX)
        return NULL;
    struct bounded_queue *queue = calloc(1, sizeof *queue);
    int *ring = calloc(capacity, sizeof *ring);
    if (queue == NULL || ring == NULL) {
        free(ring);
        free(queue);
        return NULL;
    }
    sem_init(&queue->items, 0, 0);
    sem_init(&queue->places, 0, (unsigned)capacity);
    pthread_mutex_init(&queue->lock, NULL);
    queue->capacity = capacity;
    queue->ring = ring;
    return queue;
}

void bounded_queue_destroy(struct bounded_queue *queue)
{
    pthread_mutex_destroy(&queue->lock);
    sem_destroy(&queue->places);
    sem_destroy(&queue->items);
    free(queue->ring);
    free(queue);
}

static int wait_once(sem_t *semaphore, int64_t deadline_ns)
{
    if (deadline_ns == NOW)
        return sem_trywait(semaphore);
    if (deadline_ns == NEVER)
        return sem_wait(semaphore);
    struct timespec deadline = {.tv_sec = (time_t)(deadline_ns / 1000000000),
                                .tv_nsec = (long)(deadline_ns % 1000000000)};
    return sem_clockwait(semaphore, CLOCK_MONOTONIC, &deadline);
}

static int acquire(sem_t *semaphore, int64_t deadline_ns)
{
    int error;
    do {
        error = wait_once(semaphore, deadline_ns) == 0 ? 0 : errno;
    } while (error == EINTR);
    return error;
}

static int enqueue(struct bounded_queue *queue, int item, int64_t deadline_ns)
{
    int error = acquire(&queue->places, deadline_ns);
    bool permit = error == 0;
    pthread_mutex_lock(&queue->lock);
    if (queue->closed) {
        error = EPIPE;
    } else if (permit) {
        queue->ring[queue->in] = item;
        queue->in = (queue->in + 1) % queue->capacity;
        queue->count++;
    }
    pthread_mutex_unlock(&queue->lock);
    if (error == 0)
        sem_post(&queue->items);
    else if (permit)
        sem_post(&queue->places);
    return error;
}

/* Once it is closed, permits only wake: whoever comes takes what is there. */
static int dequeue(struct bounded_queue *queue, int *item, int64_t deadline_ns)
{
    int error = acquire(&queue->items, deadline_ns);
    bool permit = error == 0;
    pthread_mutex_lock(&queue->lock);
    bool closed = queue->closed;
    if (queue->count > 0 && (permit || closed)) {
        *item = queue->ring[queue->out];
        queue->out = (queue->out + 1) % queue->capacity;
        queue->count--;
        error = 0;
    } else if (closed) {
        error = EPIPE;
    }
    pthread_mutex_unlock(&queue->lock);
    if (closed && permit)
        sem_post(&queue->items);
    else if (error == 0 && !closed)
        sem_post(&queue->places);
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
    bool first = !queue->closed;
    queue->closed = true;
    pthread_mutex_unlock(&queue->lock);
    if (first) {
        sem_post(&queue->items);
        sem_post(&queue->places);
    }
}
