/* misconception: what is not counted is not there */
/* killed by: memory_is_bounded */
#include "rate_limiter.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

struct request {
    int64_t time_ns;
    struct request *earlier;
};

struct rate_limiter {
    size_t max;
    int64_t window_ns;
    pthread_mutex_t lock;
    /* Under lock: */
    struct request *newest;
    int64_t oldest_ns; /* of those that count, when there are max */
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter = NULL;
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    limiter = calloc(1, sizeof *limiter);
    if (limiter == NULL)
        return NULL;
    limiter->max = max_requests;
    limiter->window_ns = window_ns;
    pthread_mutex_init(&limiter->lock, NULL);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    while (limiter->newest != NULL) {
        struct request *request = limiter->newest;
        limiter->newest = request->earlier;
        free(request);
    }
    pthread_mutex_destroy(&limiter->lock);
    free(limiter);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

static void sleep_until(int64_t time_ns)
{
    struct timespec time = {.tv_sec = time_ns / NS_PER_S,
                            .tv_nsec = time_ns % NS_PER_S};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static size_t count_locked(struct rate_limiter *limiter, int64_t now_ns)
{
    size_t count = 0;
    for (struct request *r = limiter->newest;
         r != NULL && now_ns - r->time_ns < limiter->window_ns;
         r = r->earlier) {
        limiter->oldest_ns = r->time_ns;
        count++;
    }
    return count;
}

static bool admit_locked(struct rate_limiter *limiter, int64_t now_ns)
{
    if (limiter->newest != NULL && now_ns < limiter->newest->time_ns)
        now_ns = limiter->newest->time_ns;
    if (count_locked(limiter, now_ns) >= limiter->max)
        return false;
    struct request *request = malloc(sizeof *request);
    if (request == NULL)
        return false;
    *request = (struct request){now_ns, limiter->newest};
    limiter->newest = request;
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
    for (;;) {
        pthread_mutex_lock(&limiter->lock);
        bool admitted = admit_locked(limiter, now());
        int64_t free_ns = limiter->oldest_ns + limiter->window_ns;
        pthread_mutex_unlock(&limiter->lock);
        if (admitted || free_ns > deadline_ns)
            return admitted;
        sleep_until(free_ns);
    }
}
