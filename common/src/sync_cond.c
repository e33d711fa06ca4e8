/* sync_cond.c - waiting, and what the mutex must know about it. */

/* This file holds the one copy of the inline functions that is called. */
#undef SYNC_NO_INLINE
#include "sync_cond.h"

#include "waiters.h"

extern inline void sync_cond_signal(struct sync_cond *cond);
extern inline void sync_cond_broadcast(struct sync_cond *cond);

void sync_cond_init(struct sync_cond *cond)
{
    MUST(pthread_cond_init(&cond->cond, NULL));
    cond->waiters = NULL;
}

void(sync_cond_destroy)(struct sync_cond *cond, const char *where)
{
    waiters_require_none(cond->waiters, where);
    MUST(pthread_cond_destroy(&cond->cond));
}

/* Two mutexes on one condition variable protect nothing from each other. */
static void require_same_mutex(const struct sync_cond *cond,
                               const struct sync_mutex *mutex,
                               const char *where)
{
    const struct sync_waiter *other = cond->waiters;

    if (other != NULL && other->with != mutex) {
        char name[SYNC_THREAD_NAME_SIZE];

        bug_at(where, "\"%s\" waits with one mutex, \"%s\" with another",
               sync_thread_name(), sync_thread_name_of(other->thread, name));
    }
}

int(sync_cond_wait_until)(struct sync_cond *cond, struct sync_mutex *mutex,
                          int64_t deadline_ns, const char *where)
{
    struct sync_waiter waiter = {.with = mutex};
    int error;

    sync_mutex_forget(mutex, where);
    require_same_mutex(cond, mutex, where);
    waiters_add(&cond->waiters, &waiter);
    error = waiters_wait(&cond->cond, &mutex->mutex, deadline_ns);
    waiters_remove(&waiter);
    sync_mutex_remember(mutex, where);
    return error;
}

void(sync_cond_wait)(struct sync_cond *cond, struct sync_mutex *mutex,
                     const char *where)
{
    (void)(sync_cond_wait_until)(cond, mutex, SYNC_NEVER, where);
}
