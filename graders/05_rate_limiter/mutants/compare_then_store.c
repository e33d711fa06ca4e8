/* misconception: to compare and then to store is compare-and-swap */
/* killed by: no_overadmission */
#include "rate_limiter.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#define NEVER INT64_MIN

struct rate_limiter {
    size_t places;
    int64_t window_ns;
    _Atomic int64_t taken_ns[]; /* of one place: only grows */
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter = NULL;
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    limiter =
        malloc(sizeof *limiter + max_requests * sizeof limiter->taken_ns[0]);
    if (limiter == NULL)
        return NULL;
    limiter->places = max_requests;
    limiter->window_ns = window_ns;
    for (size_t i = 0; i < limiter->places; i++)
        atomic_init(&limiter->taken_ns[i], NEVER);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    free(limiter);
}

/* What all places looked like at one moment. */
struct picture {
    int64_t latest;
    int64_t oldest;
    size_t oldest_place;
    bool same; /* as at the last look */
};

/* Looks at all places once more. As their times only grow, two equal looks
 * are what there was at any moment between them. */
static struct picture look(struct rate_limiter *limiter, uint64_t *sum)
{
    struct picture picture = {.latest = NEVER, .oldest = INT64_MAX};
    uint64_t total = 0;
    for (size_t i = 0; i < limiter->places; i++) {
        int64_t taken = atomic_load(&limiter->taken_ns[i]);
        total += (uint64_t)taken - (uint64_t)NEVER;
        if (taken > picture.latest)
            picture.latest = taken;
        if (taken < picture.oldest) {
            picture.oldest = taken;
            picture.oldest_place = i;
        }
    }
    picture.same = total == *sum; /* of numbers that only grow */
    *sum = total;
    return picture;
}

/* INT64_MIN: admitted; else when the next place is free. */
static int64_t try_at(struct rate_limiter *limiter, int64_t now_ns)
{
    uint64_t sum = 0;
    (void)look(limiter, &sum);
    for (;;) {
        struct picture picture = look(limiter, &sum);
        while (!picture.same)
            picture = look(limiter, &sum);
        int64_t at = now_ns > picture.latest ? now_ns : picture.latest;
        if (picture.oldest != NEVER && at - picture.oldest < limiter->window_ns)
            return picture.oldest + limiter->window_ns;
        _Atomic int64_t *place = &limiter->taken_ns[picture.oldest_place];
        if (atomic_load(place) != picture.oldest)
            continue;
        atomic_store(place, at);
        return INT64_MIN;
    }
}

static int64_t now_monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return rate_limiter_allow_at(limiter, now_monotonic());
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    return try_at(limiter, now_ns) == INT64_MIN;
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    int64_t free_ns;
    while ((free_ns = try_at(limiter, now_monotonic())) != INT64_MIN) {
        if (free_ns > deadline_ns)
            return false;
        struct timespec time = {.tv_sec = free_ns / 1000000000,
                                .tv_nsec = free_ns % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    }
    return true;
}
