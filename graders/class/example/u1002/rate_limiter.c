#include "rate_limiter.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

struct rate_limiter {
    size_t max;
    int64_t window_ns;
    pthread_mutex_t lock;
    /* Under lock: a ring of the admitted requests. */
    size_t count;
    size_t oldest;
    int64_t times[];
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter = NULL;
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    limiter =
        calloc(1, sizeof *limiter + max_requests * sizeof limiter->times[0]);
    if (limiter == NULL)
        return NULL;
    limiter->max = max_requests;
    limiter->window_ns = window_ns;
    pthread_mutex_init(&limiter->lock, NULL);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    pthread_mutex_destroy(&limiter->lock);
    free(limiter);
}

static int64_t read_clock(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

static int64_t now(void)
{
    return read_clock(CLOCK_REALTIME);
}

static void sleep_until(int64_t time_ns)
{
    struct timespec time = {.tv_sec = time_ns / NS_PER_S,
                            .tv_nsec = time_ns % NS_PER_S};
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL);
}

/* Forgets who has left the window. Returns the time that now_ns counts as. */
static int64_t tidy_locked(struct rate_limiter *limiter, int64_t now_ns)
{
    if (limiter->count > 0) {
        size_t newest = (limiter->oldest + limiter->count - 1) % limiter->max;
        if (now_ns < limiter->times[newest])
            now_ns = limiter->times[newest];
    }
    while (limiter->count > 0 &&
           now_ns - limiter->times[limiter->oldest] >= limiter->window_ns) {
        limiter->oldest = (limiter->oldest + 1) % limiter->max;
        limiter->count--;
    }
    return now_ns;
}

static void append_locked(struct rate_limiter *limiter, int64_t now_ns)
{
    size_t next = (limiter->oldest + limiter->count) % limiter->max;
    limiter->times[next] = now_ns;
    limiter->count++;
}

static bool admit_locked(struct rate_limiter *limiter, int64_t now_ns)
{
    now_ns = tidy_locked(limiter, now_ns);
    if (limiter->count == limiter->max)
        return false;
    append_locked(limiter, now_ns);
    return true;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return rate_limiter_allow_at(limiter, now());
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    pthread_mutex_lock(&limiter->lock);
    bool admitted = admit_locked(limiter, now_ns);
    pthread_mutex_unlock(&limiter->lock);
    return admitted;
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    deadline_ns += now() - read_clock(CLOCK_MONOTONIC);
    for (;;) {
        pthread_mutex_lock(&limiter->lock);
        bool admitted = admit_locked(limiter, now());
        int64_t free_ns = limiter->times[limiter->oldest] + limiter->window_ns;
        pthread_mutex_unlock(&limiter->lock);
        if (admitted || free_ns > deadline_ns)
            return admitted;
        sleep_until(free_ns);
    }
}
