/* accepted: C11 threads.h only; an array that doubles and is tidied up now
 * and then; sleeps by thrd_sleep() */
#include "rate_limiter.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

struct rate_limiter {
    mtx_t mutex;
    int64_t window;
    int64_t *log;
    size_t max;
    size_t begin; /* what is before it has left the window */
    size_t end;
    size_t size;
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    struct rate_limiter *limiter = calloc(1, sizeof *limiter);
    if (limiter != NULL &&
        mtx_init(&limiter->mutex, mtx_plain) == thrd_success) {
        limiter->window = window_ns;
        limiter->max = max_requests;
        return limiter;
    }
    free(limiter);
    return NULL;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    mtx_destroy(&limiter->mutex);
    free(limiter->log);
    free(limiter);
}

/* Makes room for one more entry: half of the array has to be in use before
 * it may grow. */
static bool make_room(struct rate_limiter *limiter)
{
    if (limiter->end < limiter->size)
        return true;
    if (limiter->begin > limiter->size / 2) {
        limiter->end -= limiter->begin;
        memmove(limiter->log, limiter->log + limiter->begin,
                limiter->end * sizeof limiter->log[0]);
        limiter->begin = 0;
        return true;
    }
    size_t size = limiter->size ? 2 * limiter->size : 1;
    int64_t *log = realloc(limiter->log, size * sizeof *log);
    if (log == NULL)
        return false;
    limiter->log = log;
    limiter->size = size;
    return true;
}

static bool ask(struct rate_limiter *limiter, int64_t now, int64_t *until)
{
    bool yes = false;
    mtx_lock(&limiter->mutex);
    if (limiter->begin < limiter->end && limiter->log[limiter->end - 1] > now)
        now = limiter->log[limiter->end - 1];
    while (limiter->begin < limiter->end &&
           limiter->log[limiter->begin] <= now - limiter->window)
        limiter->begin++;
    if (limiter->end - limiter->begin < limiter->max) {
        yes = make_room(limiter);
        if (yes)
            limiter->log[limiter->end++] = now;
    } else if (until != NULL) {
        *until = limiter->log[limiter->begin] + limiter->window;
    }
    mtx_unlock(&limiter->mutex);
    return yes;
}

static int64_t now_ns_monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return ask(limiter, now_ns_monotonic(), NULL);
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    return ask(limiter, now_ns, NULL);
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    for (;;) {
        int64_t until = INT64_MAX;
        if (ask(limiter, now_ns_monotonic(), &until))
            return true;
        if (until > deadline_ns)
            return false;
        int64_t left = until - now_ns_monotonic();
        struct timespec time = {left / 1000000000, left % 1000000000};
        if (left > 0)
            thrd_sleep(&time, NULL);
    }
}
