/* accepted: a linked list whose nodes are freed when they leave the window; a
 * spin lock; sleeps for a duration, without any lock */
#include "rate_limiter.h"

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

struct entry {
    struct entry *next;
    int64_t at;
};

struct rate_limiter {
    pthread_spinlock_t lock;
    struct entry *head;
    struct entry **end;
    unsigned length;
    unsigned max;
    int64_t latest;
    int64_t window;
};

struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns)
{
    if (max_requests < 1 || window_ns < 1)
        return NULL;
    struct rate_limiter *limiter = calloc(1, sizeof *limiter);
    if (!limiter)
        return NULL;
    pthread_spin_init(&limiter->lock, PTHREAD_PROCESS_PRIVATE);
    limiter->end = &limiter->head;
    limiter->max = max_requests;
    limiter->window = window_ns;
    return limiter;
}

static struct entry *take_head(struct rate_limiter *limiter)
{
    struct entry *old = limiter->head;
    limiter->head = old->next;
    if (!limiter->head)
        limiter->end = &limiter->head;
    limiter->length--;
    return old;
}

void rate_limiter_destroy(struct rate_limiter *limiter)
{
    while (limiter->head)
        free(take_head(limiter));
    pthread_spin_destroy(&limiter->lock);
    free(limiter);
}

/* 0: admitted, with this entry; else how long it is until the next place. */
static int64_t admit(struct rate_limiter *limiter, struct entry *entry,
                     int64_t now)
{
    struct entry *gone = NULL;
    int64_t wait = 0;
    pthread_spin_lock(&limiter->lock);
    if (now < limiter->latest)
        now = limiter->latest;
    while (limiter->head && now - limiter->head->at >= limiter->window) {
        struct entry *old = take_head(limiter);
        old->next = gone;
        gone = old;
    }
    if (limiter->length < limiter->max) {
        limiter->latest = now;
        *entry = (struct entry){.at = now};
        *limiter->end = entry;
        limiter->end = &entry->next;
        limiter->length++;
    } else {
        wait = limiter->head->at + limiter->window - now;
    }
    pthread_spin_unlock(&limiter->lock);
    while (gone) {
        struct entry *next = gone->next;
        free(gone);
        gone = next;
    }
    return wait;
}

bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns)
{
    struct entry *entry = malloc(sizeof *entry);
    if (!entry)
        return false;
    if (admit(limiter, entry, now_ns) == 0)
        return true;
    free(entry);
    return false;
}

static int64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return INT64_C(1000000000) * now.tv_sec + now.tv_nsec;
}

bool rate_limiter_allow(struct rate_limiter *limiter)
{
    return rate_limiter_allow_at(limiter, monotonic_ns());
}

bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns)
{
    struct entry *entry = malloc(sizeof *entry);
    if (!entry)
        return false;
    for (;;) {
        int64_t now = monotonic_ns();
        int64_t wait = admit(limiter, entry, now);
        if (wait == 0)
            return true;
        if (now >= deadline_ns) {
            free(entry);
            return false;
        }
        if (wait > deadline_ns - now)
            wait = deadline_ns - now;
        nanosleep(&(struct timespec){.tv_sec = wait / 1000000000,
                                     .tv_nsec = wait % 1000000000},
                  NULL);
    }
}
