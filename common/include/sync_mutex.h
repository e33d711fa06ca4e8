/*
 * sync_mutex.h - mutual exclusion that knows its owner.
 *
 * A struct sync_mutex is a pthread mutex that aborts, with the caller's file
 * and line and the names of the threads, where a plain one deadlocks or is
 * undefined: locked again by its holder, unlocked by another thread,
 * destroyed while held.  The check costs next to nothing: each thread keeps
 * the list of the mutexes that it holds, and nobody else looks at that list.
 *
 * The last parameter of the functions, where, is filled in by the macro of
 * the same name: write sync_mutex_lock(&mutex).
 *
 * There is no lock-until-deadline: POSIX has one by the wall clock only,
 * which people and daemons set.  Use a flag, a mutex and sync_cond_wait_until.
 */
#ifndef INTERLEAVE_SYNC_MUTEX_H
#define INTERLEAVE_SYNC_MUTEX_H

#include "must.h"
#include "sync_thread.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct sync_mutex {
    pthread_mutex_t mutex;
    /* Written by the holder and kept after it; others read them only for a
     * message. */
    _Atomic(const char *) where; /* the call that locked it last */
    atomic_uint holder;          /* the number of the thread that did */
    /* Under mutex: */
    struct sync_mutex *next_held; /* what the holder locked before this */
};

/* Makes an unlocked mutex of a variable with static or automatic storage. */
#define SYNC_MUTEX_INIT                                                        \
    {                                                                          \
        .mutex = PTHREAD_MUTEX_INITIALIZER                                     \
    }

/*
 * Makes *mutex an unlocked mutex.  **Never blocks.**
 * Requires that it is not in use.
 * Owns: the caller calls sync_mutex_destroy() when done.
 */
void sync_mutex_init(struct sync_mutex *mutex);

/*
 * Ends the use of *mutex.  **Never blocks.**
 * Aborts if a thread holds it, or waits on a condition variable with it; the
 * message names the holder and where it locked the mutex.
 */
void sync_mutex_destroy(struct sync_mutex *mutex, const char *where);
#define sync_mutex_destroy(mutex)                                              \
    sync_mutex_destroy(mutex, MUST_WHERE("sync_mutex_destroy(" #mutex ")"))

/*
 * **Blocks until** no thread holds *mutex, and makes the caller its holder.
 * Aborts if the caller holds it already.
 * Not fair: when it is unlocked, a thread that just comes along may get it
 * before one that has waited.  What the last holder wrote before unlocking is
 * visible to the caller.
 */
SYNC_INLINE void sync_mutex_lock(struct sync_mutex *mutex, const char *where);
#define sync_mutex_lock(mutex)                                                 \
    sync_mutex_lock(mutex, MUST_WHERE("sync_mutex_lock(" #mutex ")"))

/*
 * Makes the caller the holder of *mutex if no thread holds it.
 * **Never blocks.**
 * Returns true if the caller holds it now.
 * Aborts if the caller held it before: it would get false for ever.
 */
SYNC_INLINE bool sync_mutex_trylock(struct sync_mutex *mutex,
                                    const char *where);
#define sync_mutex_trylock(mutex)                                              \
    sync_mutex_trylock(mutex, MUST_WHERE("sync_mutex_trylock(" #mutex ")"))

/*
 * Releases *mutex.  **Never blocks.**
 * Aborts if the caller does not hold it; the message says who does.
 * Wakes one of the threads that wait for it, if there are any.
 */
SYNC_INLINE void sync_mutex_unlock(struct sync_mutex *mutex, const char *where);
#define sync_mutex_unlock(mutex)                                               \
    sync_mutex_unlock(mutex, MUST_WHERE("sync_mutex_unlock(" #mutex ")"))

/*
 * Returns true if the calling thread holds *mutex: for the assertions of
 * functions whose names end in _locked.  **Never blocks.**
 */
bool sync_mutex_held(const struct sync_mutex *mutex);

/* ---- Private to libsync. ---- */

/*
 * Returns false only if the calling thread does not hold *mutex, and quickly:
 * it looks no further than the mutex that was locked last.
 * **Never blocks.**
 */
SYNC_INLINE bool sync_mutex_may_hold(const struct sync_mutex *mutex);

/*
 * Aborts if the calling thread holds *mutex.  **Never blocks.**
 */
void sync_mutex_require_not_held(const struct sync_mutex *mutex,
                                 const char *where);

/*
 * Takes *mutex out of the list of those that the caller holds, wherever it
 * stands in it.  **Never blocks.**
 * Aborts if the caller does not hold it.
 */
void sync_mutex_forget(struct sync_mutex *mutex, const char *where);

/*
 * Puts *mutex, which the caller has just locked, on its list.
 * **Never blocks.**
 */
SYNC_INLINE void sync_mutex_remember(struct sync_mutex *mutex,
                                     const char *where);

/*
 * Aborts if the calling thread, which is about to end, holds a mutex.
 * **Never blocks.**
 */
void sync_mutex_none_held(void);

#ifndef SYNC_NO_INLINE

inline bool sync_mutex_may_hold(const struct sync_mutex *mutex)
{
    const struct sync_mutex *held = sync_self.held;

    return held != NULL && (held == mutex || held->next_held != NULL);
}

inline void sync_mutex_remember(struct sync_mutex *mutex, const char *where)
{
    struct sync_self *self = &sync_self;
    const unsigned number =
        self->number != 0 ? self->number : sync_thread_number();

    /* A thread often locks what it locked before, and at the same place: then
     * it stores little here, and the unlock has less to wait for. */
    if (mutex->next_held != self->held) {
        mutex->next_held = self->held;
    }
    self->held = mutex;
    if (atomic_load_explicit(&mutex->where, memory_order_relaxed) != where) {
        atomic_store_explicit(&mutex->where, where, memory_order_relaxed);
    }
    if (atomic_load_explicit(&mutex->holder, memory_order_relaxed) != number) {
        atomic_store_explicit(&mutex->holder, number, memory_order_relaxed);
    }
}

inline void(sync_mutex_lock)(struct sync_mutex *mutex, const char *where)
{
    int error;

    if (sync_mutex_may_hold(mutex)) {
        sync_mutex_require_not_held(mutex, where);
    }
    error = pthread_mutex_lock(&mutex->mutex);
    if (error != 0) {
        must_failed(where, error);
    }
    sync_mutex_remember(mutex, where);
}

inline bool(sync_mutex_trylock)(struct sync_mutex *mutex, const char *where)
{
    int error;

    if (sync_mutex_may_hold(mutex)) {
        sync_mutex_require_not_held(mutex, where);
    }
    error = pthread_mutex_trylock(&mutex->mutex);
    if (error == EBUSY) {
        return false;
    }
    if (error != 0) {
        must_failed(where, error);
    }
    sync_mutex_remember(mutex, where);
    return true;
}

inline void(sync_mutex_unlock)(struct sync_mutex *mutex, const char *where)
{
    struct sync_self *self = &sync_self;
    int error;

    if (self->held == mutex) {
        self->held = mutex->next_held;
    } else {
        sync_mutex_forget(mutex, where);
    }
    error = pthread_mutex_unlock(&mutex->mutex);
    if (error != 0) {
        must_failed(where, error);
    }
}

#endif
#endif
