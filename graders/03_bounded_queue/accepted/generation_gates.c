/* accepted: a generation that is read before each look, under a rwlock */
#include "bounded_queue.h"
#include "sync_mutex.h"
#include "sync_cond.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <stdbool.h>

struct gate {
    struct sync_mutex m;
    struct sync_cond moved;
    unsigned long long gen;
};

struct bounded_queue {
    pthread_rwlock_t rw;
    struct gate room, items;
    bool closed;
    size_t cap, head, n;
    int *a;
};

static void gate_init(struct gate *g)
{
    sync_mutex_init(&g->m);
    sync_cond_init(&g->moved);
    g->gen = 0;
}

static void gate_destroy(struct gate *g)
{
    sync_cond_destroy(&g->moved);
    sync_mutex_destroy(&g->m);
}

static unsigned long long gate_look(struct gate *g)
{
    sync_mutex_lock(&g->m);
    unsigned long long n = g->gen;
    sync_mutex_unlock(&g->m);
    return n;
}

static int gate_wait(struct gate *g, unsigned long long seen, int64_t d)
{
    int e = 0;
    sync_mutex_lock(&g->m);
    while (g->gen == seen && e == 0)
        e = sync_cond_wait_until(&g->moved, &g->m, d);
    if (g->gen != seen)
        e = 0;
    sync_mutex_unlock(&g->m);
    return e;
}

static void gate_open(struct gate *g)
{
    sync_mutex_lock(&g->m);
    g->gen++;
    sync_cond_broadcast(&g->moved);
    sync_mutex_unlock(&g->m);
}

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    if (capacity < 1)
        return NULL;
    struct bounded_queue *q = calloc(1, sizeof *q);
    int *a = calloc(capacity, sizeof *a);
    if (!q || !a) {
        free(q);
        free(a);
        return NULL;
    }
    pthread_rwlock_init(&q->rw, NULL);
    gate_init(&q->room);
    gate_init(&q->items);
    q->cap = capacity;
    q->a = a;
    return q;
}

void bounded_queue_destroy(struct bounded_queue *q)
{
    gate_destroy(&q->room);
    gate_destroy(&q->items);
    pthread_rwlock_destroy(&q->rw);
    free(q->a);
    free(q);
}

int bounded_queue_try_enqueue(struct bounded_queue *q, int item)
{
    int e = 0;
    pthread_rwlock_wrlock(&q->rw);
    if (q->closed)
        e = EPIPE;
    else if (q->n == q->cap)
        e = EAGAIN;
    else {
        q->a[(q->head + q->n) % q->cap] = item;
        q->n++;
    }
    pthread_rwlock_unlock(&q->rw);
    if (e == 0)
        gate_open(&q->items);
    return e;
}

int bounded_queue_try_dequeue(struct bounded_queue *q, int *item)
{
    int e = 0;
    pthread_rwlock_wrlock(&q->rw);
    if (q->n > 0) {
        *item = q->a[q->head];
        q->head = (q->head + 1) % q->cap;
        q->n--;
    } else
        e = q->closed ? EPIPE : EAGAIN;
    pthread_rwlock_unlock(&q->rw);
    if (e == 0)
        gate_open(&q->room);
    return e;
}

int bounded_queue_enqueue_until(struct bounded_queue *q, int item, int64_t d)
{
    for (;;) {
        unsigned long long seen = gate_look(&q->room);
        int e = bounded_queue_try_enqueue(q, item);
        if (e != EAGAIN)
            return e;
        if (gate_wait(&q->room, seen, d) == ETIMEDOUT) {
            e = bounded_queue_try_enqueue(q, item);
            return e == EAGAIN ? ETIMEDOUT : e;
        }
    }
}

int bounded_queue_dequeue_until(struct bounded_queue *q, int *item, int64_t d)
{
    for (;;) {
        unsigned long long seen = gate_look(&q->items);
        int e = bounded_queue_try_dequeue(q, item);
        if (e != EAGAIN)
            return e;
        if (gate_wait(&q->items, seen, d) == ETIMEDOUT) {
            e = bounded_queue_try_dequeue(q, item);
            return e == EAGAIN ? ETIMEDOUT : e;
        }
    }
}

int bounded_queue_enqueue(struct bounded_queue *q, int item)
{
    return bounded_queue_enqueue_until(q, item, SYNC_NEVER);
}

int bounded_queue_dequeue(struct bounded_queue *q, int *item)
{
    return bounded_queue_dequeue_until(q, item, SYNC_NEVER);
}

size_t bounded_queue_size(struct bounded_queue *q)
{
    pthread_rwlock_rdlock(&q->rw);
    size_t n = q->n;
    pthread_rwlock_unlock(&q->rw);
    return n;
}

void bounded_queue_close(struct bounded_queue *q)
{
    pthread_rwlock_wrlock(&q->rw);
    q->closed = true;
    pthread_rwlock_unlock(&q->rw);
    gate_open(&q->room);
    gate_open(&q->items);
}
