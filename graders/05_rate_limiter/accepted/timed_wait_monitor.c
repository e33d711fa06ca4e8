/* accepted: a monitor; waits on a condition variable that follows the
 * monotonic clock, and broadcasts more often than anybody needs */
#include "rate_limiter.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

struct rate_limiter {
    pthread_mutex_t monitor;
    pthread_cond_t changed; /* something happened: broadcast by everybody */
    int64_t window_ns;
    unsigned max, used, oldest; /* a ring: used slots, from oldest on */
    int64_t times[];
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter = NULL;
    pthread_condattr_t attributes;
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    limiter = malloc(sizeof *limiter + max_requests * sizeof(int64_t));
    if (limiter == NULL)
        return NULL;
    pthread_mutex_init(&limiter->monitor, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&limiter->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    limiter->window_ns = window_ns;
    limiter->max = max_requests;
    limiter->used = 0;
    limiter->oldest = 0;
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    pthread_cond_destroy(&limiter->changed);
    pthread_mutex_destroy(&limiter->monitor);
    free(limiter);
}

static int64_t present(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t *slot_locked(struct rate_limiter *limiter, unsigned n)
{
    return &limiter->times[(limiter->oldest + n) % limiter->max];
}

static bool enter_locked(struct rate_limiter *limiter, int64_t now)
{
    if (limiter->used > 0 && *slot_locked(limiter, limiter->used - 1) > now)
        now = *slot_locked(limiter, limiter->used - 1);
    while (limiter->used > 0 &&
           now - *slot_locked(limiter, 0) >= limiter->window_ns) {
        limiter->oldest = (limiter->oldest + 1) % limiter->max;
        limiter->used--;
    }
    pthread_cond_broadcast(&limiter->changed);
    if (limiter->used == limiter->max)
        return false;
    *slot_locked(limiter, limiter->used++) = now;
    return true;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    pthread_mutex_lock(&limiter->monitor);
    bool entered = enter_locked(limiter, present());
    pthread_mutex_unlock(&limiter->monitor);
    pthread_cond_broadcast(&limiter->changed);
    return entered;
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    pthread_mutex_lock(&limiter->monitor);
    bool entered = enter_locked(limiter, now_ns);
    pthread_mutex_unlock(&limiter->monitor);
    return entered;
}

/* Waits until its deadline even when it could know that it waits in vain. */
bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    bool entered;
    bool timed_out = false;
    pthread_mutex_lock(&limiter->monitor);
    while (!(entered = enter_locked(limiter, present())) && !timed_out) {
        int64_t until = *slot_locked(limiter, 0) + limiter->window_ns;
        if (until > deadline_ns)
            until = deadline_ns;
        struct timespec time = {until / 1000000000, until % 1000000000};
        int error =
            pthread_cond_timedwait(&limiter->changed, &limiter->monitor, &time);
        timed_out = error == ETIMEDOUT && until == deadline_ns;
    }
    pthread_mutex_unlock(&limiter->monitor);
    return entered;
}
