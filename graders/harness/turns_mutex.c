/* Stand-ins for mutexes and spin locks. The real lock is taken and released
 * too, at moments when it cannot block, so that Valgrind and TSan see it. */
#define _GNU_SOURCE /* pthread_mutex_clocklock, mutex kinds */

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <stdio.h>

/* glibc keeps the type in the low bits of the kind; static initialisers leave
 * no other trace of it. */
static int type_of(const pthread_mutex_t *mutex)
{
    return mutex->__data.__kind & 3;
}

static void took(struct object *lock)
{
    struct actor *self = turns_self();
    lock->owner = self;
    snprintf(lock->owner_name, sizeof lock->owner_name, "%s", self->name);
    lock->depth++;
    self->locks_held++;
}

static void gave_back(struct object *lock)
{
    lock->owner->locks_held--;
    if (--lock->depth > 0)
        return;
    lock->owner = NULL;
    turns_wake(FOR_LOCK, lock->address, ACTORS_MAX);
}

static bool has_owner(const struct object *lock)
{
    return lock->owner != NULL;
}

/* Waits until the lock is free. Returns false if the deadline passed. */
static bool await_free(const void *address, clockid_t clock,
                       const struct timespec *deadline)
{
    bool waited = false;
    while (has_owner(turns_object(address, OBJECT_LOCK))) {
        if (!waited)
            turns_record("waits for it", NULL);
        waited = true;
        if (!turns_block(FOR_LOCK, address, clock, deadline))
            return false;
    }
    if (waited)
        turns_record("gets it", NULL);
    return true;
}

static int lock_until(pthread_mutex_t *mutex, clockid_t clock,
                      const struct timespec *deadline)
{
    struct object *lock = turns_object(mutex, OBJECT_LOCK);
    bool again = lock->owner == turns_self();
    if (again && type_of(mutex) == PTHREAD_MUTEX_ERRORCHECK)
        return EDEADLK;
    if (!(again && type_of(mutex) == PTHREAD_MUTEX_RECURSIVE))
        if (!await_free(mutex, clock, deadline))
            return ETIMEDOUT;
    int error = pthread_mutex_lock(mutex);
    if (error == 0 || error == EOWNERDEAD)
        took(turns_object(mutex, OBJECT_LOCK));
    return error;
}

int turns_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    turns_enter();
    TURNS_RECORD("locks");
    int error = lock_until(mutex, CLOCK_MONOTONIC, NO_DEADLINE);
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

int turns_pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                  const struct timespec *deadline)
{
    return turns_pthread_mutex_clocklock(mutex, CLOCK_REALTIME, deadline);
}

int turns_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                  const struct timespec *deadline)
{
    turns_enter();
    TURNS_RECORD("locks");
    int error = lock_until(mutex, clock, deadline);
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

int turns_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    turns_enter();
    TURNS_RECORD("tries to lock");
    struct object *lock = turns_object(mutex, OBJECT_LOCK);
    bool again = lock->owner == turns_self() &&
                 type_of(mutex) == PTHREAD_MUTEX_RECURSIVE;
    int error = EBUSY;
    if (!has_owner(lock) || again) {
        error = pthread_mutex_trylock(mutex);
        if (error == 0 || error == EOWNERDEAD)
            took(lock);
    }
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

static void check_owner(const struct object *lock, const char *verb)
{
    if (lock->owner == NULL)
        turns_stop(VERDICT_MISUSE, "%s a mutex that nobody holds", verb);
    if (lock->owner != turns_self())
        turns_stop(VERDICT_MISUSE,
                   "%s a mutex that another thread, '%s', has locked", verb,
                   lock->owner_name);
}

int turns_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    turns_enter();
    TURNS_RECORD("unlocks");
    struct object *lock = turns_object(mutex, OBJECT_LOCK);
    int type = type_of(mutex);
    bool checked_by_itself =
        type == PTHREAD_MUTEX_ERRORCHECK || type == PTHREAD_MUTEX_RECURSIVE;
    if (lock->owner != turns_self() && checked_by_itself) {
        turns_leave();
        return EPERM;
    }
    check_owner(lock, "unlocks");
    int error = pthread_mutex_unlock(mutex);
    gave_back(lock);
    turns_step(STEP_UNLOCK);
    turns_leave();
    return error;
}

int turns_pthread_mutex_init(pthread_mutex_t *mutex,
                             const pthread_mutexattr_t *attributes)
{
    turns_enter();
    turns_forget_object(mutex);
    turns_leave();
    return pthread_mutex_init(mutex, attributes);
}

int turns_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    turns_enter();
    struct object *lock = turns_object(mutex, OBJECT_LOCK);
    if (lock->owner)
        turns_stop(VERDICT_MISUSE, "destroys a mutex that '%s' holds",
                   lock->owner_name);
    turns_forget_object(mutex);
    turns_leave();
    return pthread_mutex_destroy(mutex);
}

/* For condition variables: the whole mutex is given back and retaken. */
bool turns_owns(const void *mutex)
{
    return turns_object(mutex, OBJECT_LOCK)->owner == turns_self();
}

void turns_release_mutex(pthread_mutex_t *mutex)
{
    struct object *lock = turns_object(mutex, OBJECT_LOCK);
    pthread_mutex_unlock(mutex);
    gave_back(lock);
}

void turns_acquire_mutex(pthread_mutex_t *mutex)
{
    lock_until(mutex, CLOCK_MONOTONIC, NO_DEADLINE);
}

/* ---- spin locks: waiting for one is blocking here, not spinning ---- */

int turns_pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    turns_forget_object((const void *)(uintptr_t)spin);
    return pthread_spin_init(spin, shared);
}

int turns_pthread_spin_lock(pthread_spinlock_t *spin)
{
    turns_enter();
    TURNS_RECORD("locks (spin)");
    const void *address = (const void *)(uintptr_t)spin;
    await_free(address, CLOCK_MONOTONIC, NO_DEADLINE);
    int error = pthread_spin_lock(spin);
    took(turns_object(address, OBJECT_LOCK));
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

int turns_pthread_spin_trylock(pthread_spinlock_t *spin)
{
    turns_enter();
    struct object *lock =
        turns_object((const void *)(uintptr_t)spin, OBJECT_LOCK);
    int error = EBUSY;
    if (!has_owner(lock) && (error = pthread_spin_trylock(spin)) == 0)
        took(lock);
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

int turns_pthread_spin_unlock(pthread_spinlock_t *spin)
{
    turns_enter();
    TURNS_RECORD("unlocks (spin)");
    struct object *lock =
        turns_object((const void *)(uintptr_t)spin, OBJECT_LOCK);
    check_owner(lock, "unlocks (spin)");
    int error = pthread_spin_unlock(spin);
    gave_back(lock);
    turns_step(STEP_UNLOCK);
    turns_leave();
    return error;
}

int turns_pthread_spin_destroy(pthread_spinlock_t *spin)
{
    turns_forget_object((const void *)(uintptr_t)spin);
    return pthread_spin_destroy(spin);
}
