/* accepted: C11 threads.h; a queue with a condition for each waiter */
/* Prefers writers as far as the bound allows: one writer that came later goes
 * before a waiting reader, never two. */
#include "rwlock.h"

#include <stdlib.h>
#include <threads.h>

struct waiter {
    cnd_t admitted_now;
    bool to_write;
    bool admitted;
    bool overtaken; /* by a writer that came later */
    struct waiter *next;
};

struct rwlock {
    mtx_t mutex;
    /* Under mutex: */
    struct waiter *first; /* in order of arrival */
    int inside;           /* readers, or -1 for a writer */
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock && mtx_init(&lock->mutex, mtx_plain) != thrd_success) {
        free(lock);
        return NULL;
    }
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    mtx_destroy(&lock->mutex);
    free(lock);
}

static struct waiter **first_writer(struct rwlock *lock)
{
    struct waiter **link = &lock->first;
    while (*link != NULL && !(*link)->to_write)
        link = &(*link)->next;
    return link;
}

/* Whether all readers before the first writer can still be overtaken. */
static bool may_overtake(struct rwlock *lock, const struct waiter *writer)
{
    for (struct waiter *w = lock->first; w != writer; w = w->next)
        if (w->overtaken)
            return false;
    return true;
}

static void admit(struct rwlock *lock, struct waiter **link)
{
    struct waiter *waiter = *link;
    *link = waiter->next;
    lock->inside += waiter->to_write ? -1 : 1;
    waiter->admitted = true;
    cnd_signal(&waiter->admitted_now);
}

/* Lets in who may get in now. */
static void admit_next(struct rwlock *lock)
{
    struct waiter **writer = first_writer(lock);
    bool overtakes = *writer != NULL && may_overtake(lock, *writer);
    if (lock->inside == 0 && overtakes) {
        for (struct waiter *w = lock->first; w != *writer; w = w->next)
            w->overtaken = true;
        admit(lock, writer);
        return;
    }
    while (lock->inside >= 0 && lock->first != NULL && !lock->first->to_write)
        admit(lock, &lock->first);
}

static void enter(struct rwlock *lock, bool to_write)
{
    struct waiter me = {.to_write = to_write};
    struct waiter **end = &lock->first;
    cnd_init(&me.admitted_now);
    mtx_lock(&lock->mutex);
    while (*end != NULL)
        end = &(*end)->next;
    *end = &me;
    if (lock->inside == 0 || !*first_writer(lock))
        admit_next(lock);
    while (!me.admitted)
        cnd_wait(&me.admitted_now, &lock->mutex);
    mtx_unlock(&lock->mutex);
    cnd_destroy(&me.admitted_now);
}

static void go_out(struct rwlock *lock, int change)
{
    mtx_lock(&lock->mutex);
    lock->inside += change;
    if (lock->inside == 0)
        admit_next(lock);
    mtx_unlock(&lock->mutex);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    enter(lock, false);
}

void rwlock_release_read(struct rwlock *lock)
{
    go_out(lock, -1);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    enter(lock, true);
}

void rwlock_release_write(struct rwlock *lock)
{
    go_out(lock, 1);
}

static bool enter_if_free(struct rwlock *lock, bool to_write)
{
    mtx_lock(&lock->mutex);
    bool in = lock->first == NULL &&
              (to_write ? lock->inside == 0 : lock->inside >= 0);
    if (in)
        lock->inside += to_write ? -1 : 1;
    mtx_unlock(&lock->mutex);
    return in;
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    return enter_if_free(lock, false);
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    return enter_if_free(lock, true);
}
