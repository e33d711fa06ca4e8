/* waiters.c - blocking, and saying who blocks. */

/* For pthread_cond_clockwait(): a statically initialised condition variable
 * has no other way to wait by the monotonic clock. */
#define _GNU_SOURCE
#include "waiters.h"

#include "sync_clock.h"

#include <errno.h>
#include <stdio.h>

int waiters_wait(pthread_cond_t *cond, pthread_mutex_t *lock,
                 int64_t deadline_ns)
{
    struct timespec deadline;
    int error;

    if (deadline_ns == SYNC_NEVER) {
        MUST(pthread_cond_wait(cond, lock));
        return 0;
    }
    deadline = sync_timespec_of_ns(deadline_ns > 0 ? deadline_ns : 0);
    error = pthread_cond_clockwait(cond, lock, CLOCK_MONOTONIC, &deadline);
    if (error != 0 && error != ETIMEDOUT) {
        must_failed(MUST_WHERE("pthread_cond_clockwait"), error);
    }
    return error;
}

int waiters_wait_listed(struct sync_waiter **list, pthread_cond_t *cond,
                        pthread_mutex_t *lock, int64_t deadline_ns)
{
    struct sync_waiter waiter;
    int error;

    waiters_add(list, &waiter);
    error = waiters_wait(cond, lock, deadline_ns);
    waiters_remove(&waiter);
    return error;
}

void waiters_require_none(const struct sync_waiter *list, const char *where)
{
    char names[512] = "";
    size_t length = 0;

    if (list == NULL) {
        return;
    }
    for (; list != NULL && length < sizeof(names); list = list->next) {
        char name[SYNC_THREAD_NAME_SIZE];

        length += (size_t)snprintf(names + length, sizeof(names) - length,
                                   "%s\"%s\"", length == 0 ? "" : ", ",
                                   sync_thread_name_of(list->thread, name));
    }
    bug_at(where, "\"%s\" destroys it while threads wait in it: %s",
           sync_thread_name(), names);
}
