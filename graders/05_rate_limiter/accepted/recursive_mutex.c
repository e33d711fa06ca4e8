/* accepted: a recursive mutex, and allow_at() called with it held */
#define _GNU_SOURCE
#include "rate_limiter.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <time.h>
struct e {
    STAILQ_ENTRY(e) l;
    int64_t t;
};
STAILQ_HEAD(queue, e);
struct rate_limiter {
    pthread_mutex_t m;
    pthread_cond_t c;
    struct queue q, spare;
    unsigned n, max;
    int64_t w, newest;
};
static pthread_mutexattr_t rec;
static void once(void)
{
    pthread_mutexattr_init(&rec);
    pthread_mutexattr_settype(&rec, PTHREAD_MUTEX_RECURSIVE);
}
struct rate_limiter *rate_limiter_create(unsigned max, int64_t w)
{
    static pthread_once_t o = PTHREAD_ONCE_INIT;
    pthread_once(&o, once);
    if (!max || w < 1)
        return NULL;
    struct rate_limiter *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    pthread_mutex_init(&l->m, &rec);
    pthread_cond_init(&l->c, NULL);
    STAILQ_INIT(&l->q);
    STAILQ_INIT(&l->spare);
    l->max = max;
    l->w = w;
    return l;
}
static void clear(struct queue *q)
{
    struct e *e;
    while ((e = STAILQ_FIRST(q))) {
        STAILQ_REMOVE_HEAD(q, l);
        free(e);
    }
}
void rate_limiter_destroy(struct rate_limiter *l)
{
    clear(&l->q);
    clear(&l->spare);
    pthread_cond_destroy(&l->c);
    pthread_mutex_destroy(&l->m);
    free(l);
}
static int64_t clk(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}
bool rate_limiter_allow_at(struct rate_limiter *l, int64_t now)
{
    bool ok = false;
    struct e *e;
    pthread_mutex_lock(&l->m);
    if (now < l->newest)
        now = l->newest;
    while ((e = STAILQ_FIRST(&l->q)) && e->t <= now - l->w) {
        STAILQ_REMOVE_HEAD(&l->q, l);
        STAILQ_INSERT_TAIL(&l->spare, e, l);
        l->n--;
    }
    if (l->n < l->max) {
        if ((e = STAILQ_FIRST(&l->spare)))
            STAILQ_REMOVE_HEAD(&l->spare, l);
        else
            e = malloc(sizeof *e);
        if (e) {
            e->t = l->newest = now;
            STAILQ_INSERT_TAIL(&l->q, e, l);
            l->n++;
            ok = true;
        }
    }
    pthread_mutex_unlock(&l->m);
    return ok;
}
bool rate_limiter_allow(struct rate_limiter *l)
{
    return rate_limiter_allow_at(l, clk());
}
bool rate_limiter_acquire_until(struct rate_limiter *l, int64_t deadline)
{
    pthread_mutex_lock(&l->m);
    bool ok;
    while (!(ok = rate_limiter_allow_at(l, clk()))) {
        if (clk() >= deadline)
            break;
        int64_t at = STAILQ_FIRST(&l->q)->t + l->w;
        if (at > deadline)
            at = deadline;
        pthread_cond_clockwait(
            &l->c, &l->m, CLOCK_MONOTONIC,
            &(struct timespec){at / 1000000000, at % 1000000000});
    }
    pthread_mutex_unlock(&l->m);
    return ok;
}
