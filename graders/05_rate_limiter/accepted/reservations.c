/* accepted: first come, first served; who waits reserves a place that will be
 * free, at once, and then sleeps; nobody can overtake */
#include "rate_limiter.h"

#include "sync_clock.h"
#include "sync_sem.h"

#include <stddef.h>
#include <stdlib.h>

struct rate_limiter {
    struct sync_sem door; /* 1 permit */
    int64_t window_ns;
    int64_t latest_ns; /* the latest request whose time has come */
    size_t max;
    size_t next;
    size_t used;
    int64_t places[]; /* when each is or will be taken, oldest at next */
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    struct rate_limiter *limiter =
        calloc(1, sizeof *limiter + max_requests * sizeof(int64_t));
    if (limiter == NULL)
        return NULL;
    sync_sem_init(&limiter->door, 1);
    limiter->window_ns = window_ns;
    limiter->max = max_requests;
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    sync_sem_destroy(&limiter->door);
    free(limiter);
}

/* Takes the next place, if it is free between now and the deadline. It never
 * gives it back, so that what was promised stays true.
 * Returns when it is free; after the deadline if it was not taken. */
static int64_t reserve(struct rate_limiter *limiter, int64_t now_ns,
                       int64_t deadline_ns)
{
    sync_sem_wait(&limiter->door);
    if (now_ns < limiter->latest_ns)
        now_ns = limiter->latest_ns;
    if (deadline_ns < now_ns)
        deadline_ns = now_ns;
    int64_t free_ns = now_ns;
    if (limiter->used == limiter->max &&
        limiter->places[limiter->next] + limiter->window_ns > now_ns)
        free_ns = limiter->places[limiter->next] + limiter->window_ns;
    if (free_ns <= deadline_ns) {
        limiter->places[limiter->next] = free_ns;
        limiter->next = (limiter->next + 1) % limiter->max;
        limiter->used += limiter->used < limiter->max;
        if (free_ns == now_ns)
            limiter->latest_ns = now_ns;
    }
    sync_sem_post(&limiter->door);
    return free_ns <= deadline_ns ? free_ns : INT64_MAX;
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    return reserve(limiter, now_ns, now_ns) != INT64_MAX;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return rate_limiter_allow_at(limiter, sync_now_ns());
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    int64_t free_ns = reserve(limiter, sync_now_ns(), deadline_ns);
    if (free_ns == INT64_MAX)
        return false;
    sync_sleep_until(free_ns);
    sync_sem_wait(&limiter->door);
    if (limiter->latest_ns < free_ns)
        limiter->latest_ns = free_ns;
    sync_sem_post(&limiter->door);
    return true;
}
