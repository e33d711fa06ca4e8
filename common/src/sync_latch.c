/* sync_latch.c - a count that goes down to 0 and stays there. */
#include "sync_latch.h"

#include "sync_clock.h"
#include "waiters.h"

#include <errno.h>

void sync_latch_init(struct sync_latch *latch, unsigned initial)
{
    MUST(pthread_mutex_init(&latch->lock, NULL));
    MUST(pthread_cond_init(&latch->open, NULL));
    latch->count = initial;
    latch->waiters = NULL;
}

void(sync_latch_destroy)(struct sync_latch *latch, const char *where)
{
    MUST(pthread_mutex_lock(&latch->lock));
    waiters_require_none(latch->waiters, where);
    MUST(pthread_mutex_unlock(&latch->lock));
    MUST(pthread_cond_destroy(&latch->open));
    MUST(pthread_mutex_destroy(&latch->lock));
}

static void count_down_locked(struct sync_latch *latch, unsigned counts,
                              const char *where)
{
    if (counts > latch->count) {
        bug_at(where, "\"%s\" counts %u down when %u are left",
               sync_thread_name(), counts, latch->count);
    }
    latch->count -= counts;
    if (latch->count == 0 && latch->waiters != NULL) {
        MUST(pthread_cond_broadcast(&latch->open));
    }
}

static int wait_locked(struct sync_latch *latch, int64_t deadline_ns)
{
    int error = 0;

    while (latch->count > 0 && error == 0) {
        error = waiters_wait_listed(&latch->waiters, &latch->open, &latch->lock,
                                    deadline_ns);
    }
    return latch->count > 0 ? error : 0;
}

void(sync_latch_count_down)(struct sync_latch *latch, const char *where)
{
    (sync_latch_count_down_n)(latch, 1, where);
}

void(sync_latch_count_down_n)(struct sync_latch *latch, unsigned counts,
                              const char *where)
{
    MUST(pthread_mutex_lock(&latch->lock));
    count_down_locked(latch, counts, where);
    MUST(pthread_mutex_unlock(&latch->lock));
}

void(sync_latch_arrive_and_wait)(struct sync_latch *latch, const char *where)
{
    MUST(pthread_mutex_lock(&latch->lock));
    count_down_locked(latch, 1, where);
    (void)wait_locked(latch, SYNC_NEVER);
    MUST(pthread_mutex_unlock(&latch->lock));
}

int sync_latch_wait_until(struct sync_latch *latch, int64_t deadline_ns)
{
    int error;

    MUST(pthread_mutex_lock(&latch->lock));
    error = wait_locked(latch, deadline_ns);
    MUST(pthread_mutex_unlock(&latch->lock));
    return error;
}

void sync_latch_wait(struct sync_latch *latch)
{
    (void)sync_latch_wait_until(latch, SYNC_NEVER);
}

bool sync_latch_is_open(struct sync_latch *latch)
{
    bool is_open;

    MUST(pthread_mutex_lock(&latch->lock));
    is_open = latch->count == 0;
    MUST(pthread_mutex_unlock(&latch->lock));
    return is_open;
}
