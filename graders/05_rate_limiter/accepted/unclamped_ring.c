/* accepted: a ring in the order of arrival; earlier times stand in it as they
 * came, and the head, which is later, keeps them there long enough */
#include "rate_limiter.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
struct rate_limiter {
    unsigned max, head, used;
    int64_t window, *ring;
    pthread_mutex_t mu;
};
struct rate_limiter *rate_limiter_create(unsigned max, int64_t window)
{
    struct rate_limiter *r = NULL;
    if (!max || window <= 0)
        goto fail;
    if (!(r = malloc(sizeof *r)))
        goto fail;
    if (!(r->ring = malloc(sizeof(int64_t) * max)))
        goto fail_ring;
    if (pthread_mutex_init(&r->mu, NULL))
        goto fail_mutex;
    r->max = max;
    r->window = window;
    r->head = r->used = 0;
    return r;
fail_mutex:
    free(r->ring);
fail_ring:
    free(r);
fail:
    return NULL;
}
void rate_limiter_destroy(struct rate_limiter *r)
{
    pthread_mutex_destroy(&r->mu);
    free(r->ring);
    free(r);
}
static int64_t mono(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}
static int64_t ask(struct rate_limiter *r,
                   int64_t now) /* 0 = in, else when to retry */
{
    pthread_mutex_lock(&r->mu);
    int64_t again = 0;
    while (r->used && now - r->ring[r->head] >= r->window) {
        r->head = (r->head + 1) % r->max;
        r->used--;
    }
    if (r->used < r->max) {
        r->ring[(r->head + r->used++) % r->max] = now;
    } else
        again = r->ring[r->head] + r->window;
    pthread_mutex_unlock(&r->mu);
    return again;
}
bool rate_limiter_allow_at(struct rate_limiter *r, int64_t now)
{
    return ask(r, now) == 0;
}
bool rate_limiter_allow(struct rate_limiter *r)
{
    return ask(r, mono()) == 0;
}
bool rate_limiter_acquire_until(struct rate_limiter *r, int64_t deadline)
{
    int64_t t;
    while ((t = ask(r, mono())) != 0) {
        if (t > deadline)
            return false;
        struct timespec ts = {t / 1000000000, t % 1000000000};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL) ==
               EINTR) {
        }
    }
    return true;
}
