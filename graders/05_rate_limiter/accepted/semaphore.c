/* accepted: a semaphore guards the log; another one, which nobody ever posts,
 * is waited on until the place is free */
#define _GNU_SOURCE
#include "rate_limiter.h"

#include <errno.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#define SECOND INT64_C(1000000000)

struct rate_limiter {
    sem_t mutex; /* 1: nobody is at the log */
    sem_t never; /* always 0 */
    unsigned max;
    unsigned long admitted; /* in all; request n stands in slot n % max */
    int64_t window;
    int64_t *slots;
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    struct rate_limiter *limiter;
    int64_t *slots;
    if (max_requests == 0 || window_ns <= 0)
        return NULL;
    limiter = malloc(sizeof *limiter);
    slots = malloc(max_requests * sizeof *slots);
    if (limiter == NULL || slots == NULL) {
        free(limiter);
        free(slots);
        return NULL;
    }
    *limiter = (struct rate_limiter){
        .max = max_requests, .window = window_ns, .slots = slots};
    sem_init(&limiter->mutex, 0, 1);
    sem_init(&limiter->never, 0, 0);
    return limiter;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    sem_destroy(&limiter->never);
    sem_destroy(&limiter->mutex);
    free(limiter->slots);
    free(limiter);
}

static void enter(struct rate_limiter *limiter)
{
    while (sem_wait(&limiter->mutex) == -1 && errno == EINTR)
        continue;
}

static bool admit(struct rate_limiter *limiter, int64_t now, int64_t *free_at)
{
    enter(limiter);
    unsigned long n = limiter->admitted;
    bool full = n >= limiter->max;
    bool admitted = true;
    if (n > 0 && limiter->slots[(n - 1) % limiter->max] > now)
        now = limiter->slots[(n - 1) % limiter->max];
    if (full) {
        *free_at = limiter->slots[n % limiter->max] + limiter->window;
        admitted = *free_at <= now;
    }
    if (admitted) {
        limiter->slots[n % limiter->max] = now;
        limiter->admitted = n + 1;
    }
    sem_post(&limiter->mutex);
    return admitted;
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    int64_t ignored;
    return admit(limiter, now(), &ignored);
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    int64_t ignored;
    return admit(limiter, now_ns, &ignored);
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    int64_t free_at;
    while (!admit(limiter, now(), &free_at)) {
        if (free_at > deadline_ns)
            return false;
        struct timespec time = {.tv_sec = free_at / SECOND,
                                .tv_nsec = free_at % SECOND};
        (void)sem_clockwait(&limiter->never, CLOCK_MONOTONIC, &time);
    }
    return true;
}
