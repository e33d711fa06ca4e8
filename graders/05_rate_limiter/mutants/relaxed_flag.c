/* misconception: a flag that is atomic keeps the log in order, too */
/* killed by: no_data_race */
#include "rate_limiter.h"

#include "sync_clock.h"

#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

struct rate_limiter {
    /* Never change: */
    size_t max_requests;
    int64_t window_ns;

    atomic_flag taken;
    /* While it is taken: */
    size_t count;      /* slots in use, at most max_requests */
    size_t next;       /* the slot to write; when all are in use, the oldest */
    int64_t latest_ns; /* the latest admission, when count > 0 */
    int64_t admitted_ns[];
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter = NULL;
    size_t slot = sizeof limiter->admitted_ns[0];
    if (max_requests == 0 || window_ns <= 0 ||
        max_requests > (SIZE_MAX - sizeof *limiter) / slot)
        return NULL;
    limiter = calloc(1, sizeof *limiter + max_requests * slot);
    if (limiter == NULL)
        return NULL;
    limiter->max_requests = max_requests;
    limiter->window_ns = window_ns;
    atomic_flag_clear(&limiter->taken);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    free(limiter);
}

/* When the next place is free: now, or when the oldest request of a full ring
 * leaves the window. */
static int64_t next_place_locked(const struct rate_limiter *limiter,
                                 int64_t now_ns)
{
    if (limiter->count < limiter->max_requests)
        return now_ns;
    int64_t free_ns = limiter->admitted_ns[limiter->next] + limiter->window_ns;
    return free_ns > now_ns ? free_ns : now_ns;
}

/* Takes a place if there is one now. Otherwise says when there may be one. */
static bool admit_locked(struct rate_limiter *limiter, int64_t now_ns,
                         int64_t *free_ns)
{
    if (limiter->count > 0 && now_ns < limiter->latest_ns)
        now_ns = limiter->latest_ns;
    *free_ns = next_place_locked(limiter, now_ns);
    if (*free_ns > now_ns)
        return false;
    limiter->admitted_ns[limiter->next] = now_ns;
    limiter->latest_ns = now_ns;
    limiter->next = (limiter->next + 1) % limiter->max_requests;
    if (limiter->count < limiter->max_requests)
        limiter->count++;
    return true;
}

static bool admit(struct rate_limiter *limiter, int64_t now_ns,
                  int64_t *free_ns)
{
    while (atomic_flag_test_and_set_explicit(&limiter->taken,
                                             memory_order_relaxed))
        sched_yield();
    bool admitted = admit_locked(limiter, now_ns, free_ns);
    atomic_flag_clear_explicit(&limiter->taken, memory_order_relaxed);
    return admitted;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return rate_limiter_allow_at(limiter, sync_now_ns());
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    int64_t free_ns;
    return admit(limiter, now_ns, &free_ns);
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    int64_t free_ns;
    while (!admit(limiter, sync_now_ns(), &free_ns)) {
        if (free_ns > deadline_ns)
            return false;
        sync_sleep_until(free_ns); /* somebody else may be faster then */
    }
    return true;
}
