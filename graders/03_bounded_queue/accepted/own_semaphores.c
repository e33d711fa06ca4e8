/* accepted: each waiting thread brings a semaphore of its own; C11 mutex */
#define _GNU_SOURCE /* sem_clockwait */
#include "bounded_queue.h"
#include <stdlib.h>
#include <stdbool.h>
#include <errno.h>
#include <threads.h>
#include <semaphore.h>
#include <time.h>

typedef struct node {
    sem_t wake;
    struct node *next;
    bool on;
} node;
typedef struct {
    node *head;
} waitlist;
struct bounded_queue {
    mtx_t m;
    waitlist producers, consumers;
    bool closed;
    size_t cap, n, r;
    int v[];
};

struct bounded_queue *bounded_queue_create(size_t capacity)
{
    struct bounded_queue *q = NULL;
    if (capacity == 0)
        goto out;
    if (capacity > (SIZE_MAX - sizeof *q) / sizeof(int))
        goto out;
    q = calloc(1, sizeof *q + capacity * sizeof(int));
    if (q == NULL)
        goto out;
    if (mtx_init(&q->m, mtx_plain) != thrd_success) {
        free(q);
        q = NULL;
        goto out;
    }
    q->cap = capacity;
out:
    return q;
}

void bounded_queue_destroy(struct bounded_queue *q)
{
    mtx_destroy(&q->m);
    free(q);
}

static void wl_add(waitlist *l, node *n)
{
    node **p = &l->head;
    while (*p)
        p = &(*p)->next;
    n->next = NULL;
    n->on = true;
    *p = n;
}

static void wl_remove(waitlist *l, node *n)
{
    node **p = &l->head;
    while (*p != n)
        p = &(*p)->next;
    *p = n->next;
    n->on = false;
}

static void wl_wake_one(waitlist *l)
{
    node *n = l->head;
    if (!n)
        return;
    wl_remove(l, n);
    sem_post(&n->wake);
}

static void wl_wake_all(waitlist *l)
{
    while (l->head)
        wl_wake_one(l);
}

/* d < 0: no deadline */
static int sleep_on(struct bounded_queue *q, waitlist *l, int64_t d)
{
    node me;
    int r = 0;
    sem_init(&me.wake, 0, 0);
    wl_add(l, &me);
    mtx_unlock(&q->m);
    if (d < 0) {
        while (sem_wait(&me.wake) == -1)
            ;
    } else {
        struct timespec ts = {.tv_sec = d / 1000000000L,
                              .tv_nsec = d % 1000000000L};
        while ((r = sem_clockwait(&me.wake, CLOCK_MONOTONIC, &ts)) == -1 &&
               errno == EINTR)
            ;
    }
    mtx_lock(&q->m);
    if (me.on)
        wl_remove(l, &me);
    else
        r = 0;
    sem_destroy(&me.wake);
    return r == 0 ? 0 : ETIMEDOUT;
}

static int put(struct bounded_queue *q, int item, bool wait, int64_t d)
{
    int e = 0;
    mtx_lock(&q->m);
    for (;;) {
        if (q->closed) {
            e = EPIPE;
            break;
        }
        if (q->n < q->cap) {
            q->v[(q->r + q->n++) % q->cap] = item;
            e = 0;
            wl_wake_one(&q->consumers);
            break;
        }
        if (!wait) {
            e = EAGAIN;
            break;
        }
        if (e)
            break;
        e = sleep_on(q, &q->producers, d);
    }
    mtx_unlock(&q->m);
    return e;
}

static int take(struct bounded_queue *q, int *item, bool wait, int64_t d)
{
    int e = 0;
    mtx_lock(&q->m);
    for (;;) {
        if (q->n > 0) {
            *item = q->v[q->r];
            q->r = (q->r + 1) % q->cap;
            q->n--;
            e = 0;
            wl_wake_one(&q->producers);
            break;
        }
        if (q->closed) {
            e = EPIPE;
            break;
        }
        if (!wait) {
            e = EAGAIN;
            break;
        }
        if (e)
            break;
        e = sleep_on(q, &q->consumers, d);
    }
    mtx_unlock(&q->m);
    return e;
}

int bounded_queue_enqueue(struct bounded_queue *q, int i)
{
    return put(q, i, true, -1);
}

int bounded_queue_dequeue(struct bounded_queue *q, int *i)
{
    return take(q, i, true, -1);
}

int bounded_queue_try_enqueue(struct bounded_queue *q, int i)
{
    return put(q, i, false, -1);
}

int bounded_queue_try_dequeue(struct bounded_queue *q, int *i)
{
    return take(q, i, false, -1);
}

int bounded_queue_enqueue_until(struct bounded_queue *q, int i, int64_t d)
{
    return put(q, i, true, d);
}

int bounded_queue_dequeue_until(struct bounded_queue *q, int *i, int64_t d)
{
    return take(q, i, true, d);
}

size_t bounded_queue_size(struct bounded_queue *q)
{
    mtx_lock(&q->m);
    size_t n = q->n;
    mtx_unlock(&q->m);
    return n;
}

void bounded_queue_close(struct bounded_queue *q)
{
    mtx_lock(&q->m);
    q->closed = true;
    wl_wake_all(&q->producers);
    wl_wake_all(&q->consumers);
    mtx_unlock(&q->m);
}
