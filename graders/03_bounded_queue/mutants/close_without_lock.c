/* misconception: an atomic flag and a broadcast need no lock */
/* killed by: close_wakes_all */
#include "bounded_queue.h"
#include <stdio.h>
#include <stdlib.h>
#include <stdbool.h>
#include <errno.h>
#include <assert.h>
#include <pthread.h>
#include <time.h>
#include <stdatomic.h>

/* "synchronized" class, everybody notifyAll()s */
struct bounded_queue {
    pthread_mutex_t monitor;
    pthread_cond_t changed;
    int *buf;
    size_t cap, head, tail, n;
    atomic_bool closed;
};
typedef struct bounded_queue BQ;

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    if (capacity == 0)
        return NULL;
    BQ *q = calloc(1, sizeof(BQ));
    if (!q) {
        perror("calloc");
        return NULL;
    }
    q->buf = calloc(capacity, sizeof(int));
    if (!q->buf) {
        perror("calloc");
        free(q);
        return NULL;
    }
    q->cap = capacity;
    pthread_mutex_init(&q->monitor, NULL);
    pthread_condattr_t a;
    pthread_condattr_init(&a);
    int rc = pthread_condattr_setclock(&a, CLOCK_MONOTONIC);
    assert(rc == 0);
    pthread_cond_init(&q->changed, &a);
    pthread_condattr_destroy(&a);
    fprintf(stderr, "queue %p created, capacity %zu\n", (void *)q, capacity);
    return q;
}
void bounded_queue_destroy(BQ *q)
{
    fprintf(stderr, "queue %p destroyed with %zu left\n", (void *)q, q->n);
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->monitor);
    free(q->buf);
    free(q);
}
static void put_item(BQ *q, int item)
{
    assert(q->n < q->cap);
    q->buf[q->tail] = item;
    if (++q->tail == q->cap)
        q->tail = 0;
    q->n++;
    pthread_cond_broadcast(&q->changed);
}
static int take_item(BQ *q)
{
    assert(q->n > 0);
    int r = q->buf[q->head];
    if (++q->head == q->cap)
        q->head = 0;
    q->n--;
    pthread_cond_broadcast(&q->changed);
    return r;
}
int bounded_queue_enqueue(BQ *q, int item)
{
    pthread_mutex_lock(&q->monitor);
    while (!q->closed && q->n == q->cap) {
        printf("enqueue(%d) waits\n", item);
        pthread_cond_wait(&q->changed, &q->monitor);
        printf("enqueue(%d) woken\n", item);
    }
    if (q->closed) {
        pthread_mutex_unlock(&q->monitor);
        return EPIPE;
    }
    put_item(q, item);
    pthread_mutex_unlock(&q->monitor);
    return 0;
}
int bounded_queue_dequeue(BQ *q, int *item)
{
    pthread_mutex_lock(&q->monitor);
    while (!q->closed && q->n == 0) {
        printf("dequeue waits\n");
        pthread_cond_wait(&q->changed, &q->monitor);
    }
    if (q->n == 0) {
        pthread_mutex_unlock(&q->monitor);
        return EPIPE;
    }
    *item = take_item(q);
    pthread_mutex_unlock(&q->monitor);
    return 0;
}
int bounded_queue_try_enqueue(BQ *q, int item)
{
    int r = 0;
    pthread_mutex_lock(&q->monitor);
    if (q->closed)
        r = EPIPE;
    else if (q->n == q->cap)
        r = EAGAIN;
    else
        put_item(q, item);
    pthread_mutex_unlock(&q->monitor);
    return r;
}
int bounded_queue_try_dequeue(BQ *q, int *item)
{
    int r = 0;
    pthread_mutex_lock(&q->monitor);
    if (q->n > 0)
        *item = take_item(q);
    else
        r = q->closed ? EPIPE : EAGAIN;
    pthread_mutex_unlock(&q->monitor);
    return r;
}
static struct timespec to_ts(int64_t ns)
{
    struct timespec t;
    t.tv_sec = ns / 1000000000;
    t.tv_nsec = ns % 1000000000;
    return t;
}
int bounded_queue_enqueue_until(BQ *q, int item, int64_t deadline_ns)
{
    struct timespec t = to_ts(deadline_ns);
    pthread_mutex_lock(&q->monitor);
    while (!q->closed && q->n == q->cap) {
        if (pthread_cond_timedwait(&q->changed, &q->monitor, &t) == ETIMEDOUT &&
            !q->closed && q->n == q->cap) {
            pthread_mutex_unlock(&q->monitor);
            return ETIMEDOUT;
        }
    }
    if (q->closed) {
        pthread_mutex_unlock(&q->monitor);
        return EPIPE;
    }
    put_item(q, item);
    pthread_mutex_unlock(&q->monitor);
    return 0;
}
int bounded_queue_dequeue_until(BQ *q, int *item, int64_t deadline_ns)
{
    struct timespec t = to_ts(deadline_ns);
    pthread_mutex_lock(&q->monitor);
    while (!q->closed && q->n == 0) {
        if (pthread_cond_timedwait(&q->changed, &q->monitor, &t) == ETIMEDOUT &&
            !q->closed && q->n == 0) {
            pthread_mutex_unlock(&q->monitor);
            return ETIMEDOUT;
        }
    }
    if (q->n == 0) {
        pthread_mutex_unlock(&q->monitor);
        return EPIPE;
    }
    *item = take_item(q);
    pthread_mutex_unlock(&q->monitor);
    return 0;
}
size_t bounded_queue_size(BQ *q)
{
    pthread_mutex_lock(&q->monitor);
    size_t n = q->n;
    pthread_mutex_unlock(&q->monitor);
    return n;
}
void bounded_queue_close(BQ *q)
{
    q->closed = true;
    pthread_cond_broadcast(&q->changed);
}
