/* sync_event.c - a flag, and a count of how often it was raised. */
#include "sync_event.h"

#include "sync_clock.h"
#include "waiters.h"

#include <errno.h>

void sync_event_init(struct sync_event *event)
{
    MUST(pthread_mutex_init(&event->lock, NULL));
    MUST(pthread_cond_init(&event->was_set, NULL));
    event->is_set = false;
    event->sets = 0;
    event->waiters = NULL;
}

void(sync_event_destroy)(struct sync_event *event, const char *where)
{
    MUST(pthread_mutex_lock(&event->lock));
    waiters_require_none(event->waiters, where);
    MUST(pthread_mutex_unlock(&event->lock));
    MUST(pthread_cond_destroy(&event->was_set));
    MUST(pthread_mutex_destroy(&event->lock));
}

void sync_event_set(struct sync_event *event)
{
    MUST(pthread_mutex_lock(&event->lock));
    event->is_set = true;
    event->sets++;
    if (event->waiters != NULL) {
        MUST(pthread_cond_broadcast(&event->was_set));
    }
    MUST(pthread_mutex_unlock(&event->lock));
}

void sync_event_clear(struct sync_event *event)
{
    MUST(pthread_mutex_lock(&event->lock));
    event->is_set = false;
    MUST(pthread_mutex_unlock(&event->lock));
}

bool sync_event_is_set(struct sync_event *event)
{
    bool is_set;

    MUST(pthread_mutex_lock(&event->lock));
    is_set = event->is_set;
    MUST(pthread_mutex_unlock(&event->lock));
    return is_set;
}

int sync_event_wait_until(struct sync_event *event, int64_t deadline_ns)
{
    uint64_t sets_before;
    int error = 0;

    MUST(pthread_mutex_lock(&event->lock));
    sets_before = event->sets;
    /* Waiting for is_set alone would miss a set that is followed at once by a
     * clear. */
    while (!event->is_set && event->sets == sets_before && error == 0) {
        error = waiters_wait_listed(&event->waiters, &event->was_set,
                                    &event->lock, deadline_ns);
    }
    if (event->is_set || event->sets != sets_before) {
        error = 0;
    }
    MUST(pthread_mutex_unlock(&event->lock));
    return error;
}

void sync_event_wait(struct sync_event *event)
{
    (void)sync_event_wait_until(event, SYNC_NEVER);
}
