/* Lab 05: a limit on requests in a sliding window. Edit this file; the
 * contract is in rate_limiter.h, the story in README.md. */
#include "rate_limiter.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

struct rate_limiter {
    size_t max_requests;
    int64_t window_ns;
    pthread_mutex_t lock;
    /* Under lock: */
    int64_t *log; /* when requests were admitted, the oldest first */
    size_t count;
    size_t room;
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    struct rate_limiter *limiter = calloc(1, sizeof *limiter);
    if (limiter == NULL)
        return NULL;
    limiter->max_requests = max_requests;
    limiter->window_ns = window_ns;
    pthread_mutex_init(&limiter->lock, NULL);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    pthread_mutex_destroy(&limiter->lock);
    free(limiter->log);
    free(limiter);
}

static int64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static void sleep_until(int64_t time_ns)
{
    struct timespec time = {.tv_sec = time_ns / NS_PER_S,
                            .tv_nsec = time_ns % NS_PER_S};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) != 0)
        continue;
}

/* Time does not run backwards: nothing happens before the latest request. */
static int64_t not_before_latest(const struct rate_limiter *limiter,
                                 int64_t now_ns)
{
    if (limiter->count > 0 && limiter->log[limiter->count - 1] > now_ns)
        return limiter->log[limiter->count - 1];
    return now_ns;
}

/* The index of the oldest request that still counts; count if none does. */
static size_t oldest_in_window(const struct rate_limiter *limiter,
                               int64_t now_ns)
{
    size_t i = limiter->count;
    while (i > 0 && now_ns - limiter->log[i - 1] < limiter->window_ns)
        i--;
    return i;
}

static bool has_place(const struct rate_limiter *limiter, int64_t now_ns)
{
    now_ns = not_before_latest(limiter, now_ns);
    size_t counting = limiter->count - oldest_in_window(limiter, now_ns);
    return counting < limiter->max_requests;
}

/* Returns false if there is no memory. */
static bool append(struct rate_limiter *limiter, int64_t now_ns)
{
    /* TODO(3): who takes requests out that have left the window? */
    if (limiter->count == limiter->room) {
        size_t room = limiter->room + limiter->max_requests;
        int64_t *log = realloc(limiter->log, room * sizeof *log);
        if (log == NULL)
            return false;
        limiter->log = log;
        limiter->room = room;
    }
    now_ns = not_before_latest(limiter, now_ns);
    limiter->log[limiter->count++] = now_ns;
    return true;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    /* TODO(2): what does this clock do when somebody sets the time? */
    return rate_limiter_allow_at(limiter, clock_ns(CLOCK_REALTIME));
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    /* TODO(1): looking first saves taking the lock when there is no place.
     * Is the place still there once the lock is taken? */
    if (!has_place(limiter, now_ns))
        return false;
    pthread_mutex_lock(&limiter->lock);
    bool admitted = append(limiter, now_ns);
    pthread_mutex_unlock(&limiter->lock);
    return admitted;
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    pthread_mutex_lock(&limiter->lock);
    int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
    while (!has_place(limiter, now_ns)) {
        size_t oldest = limiter->count - limiter->max_requests;
        int64_t free_ns = limiter->log[oldest] + limiter->window_ns;
        if (free_ns > deadline_ns) {
            pthread_mutex_unlock(&limiter->lock);
            return false;
        }
        /* TODO(4): who else needs the lock during these seconds? */
        sleep_until(free_ns);
        now_ns = clock_ns(CLOCK_MONOTONIC);
    }
    bool admitted = append(limiter, now_ns);
    pthread_mutex_unlock(&limiter->lock);
    return admitted;
}
