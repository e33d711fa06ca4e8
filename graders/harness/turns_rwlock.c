/* Stand-ins for pthread_rwlock_t, with glibc's default: a reader gets in
 * whenever no writer is inside, so writers may starve. */
#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <stdio.h>

static void entered(pthread_rwlock_t *address, bool to_write)
{
    struct object *lock = turns_object(address, OBJECT_RWLOCK);
    struct actor *self = turns_self();
    self->locks_held++;
    if (!to_write) {
        lock->depth++;
        return;
    }
    lock->owner = self;
    snprintf(lock->owner_name, sizeof lock->owner_name, "%s", self->name);
}

static bool is_free(pthread_rwlock_t *address, bool to_write)
{
    struct object *lock = turns_object(address, OBJECT_RWLOCK);
    return lock->owner == NULL && (!to_write || lock->depth == 0);
}

static int lock_until(pthread_rwlock_t *lock, bool to_write,
                      const struct timespec *deadline)
{
    turns_enter();
    TURNS_RECORD(to_write ? "locks for writing" : "locks for reading");
    bool in_time = true;
    if (!is_free(lock, to_write))
        turns_record("waits for it", NULL);
    while (in_time && !is_free(lock, to_write))
        in_time = turns_block(FOR_LOCK, lock, CLOCK_REALTIME, deadline);
    int error = ETIMEDOUT;
    if (in_time) {
        error = to_write ? pthread_rwlock_wrlock(lock)
                         : pthread_rwlock_rdlock(lock);
        entered(lock, to_write);
    }
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

static int try_lock(pthread_rwlock_t *lock, bool to_write)
{
    turns_enter();
    int error = EBUSY;
    if (is_free(lock, to_write)) {
        error = to_write ? pthread_rwlock_trywrlock(lock)
                         : pthread_rwlock_tryrdlock(lock);
        entered(lock, to_write);
    }
    turns_step(STEP_LOCK);
    turns_leave();
    return error;
}

int turns_pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    return lock_until(lock, false, NO_DEADLINE);
}

int turns_pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    return lock_until(lock, true, NO_DEADLINE);
}

int turns_pthread_rwlock_timedrdlock(pthread_rwlock_t *lock,
                                     const struct timespec *deadline)
{
    return lock_until(lock, false, deadline);
}

int turns_pthread_rwlock_timedwrlock(pthread_rwlock_t *lock,
                                     const struct timespec *deadline)
{
    return lock_until(lock, true, deadline);
}

int turns_pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    return try_lock(lock, false);
}

int turns_pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    return try_lock(lock, true);
}

int turns_pthread_rwlock_unlock(pthread_rwlock_t *address)
{
    turns_enter();
    TURNS_RECORD("unlocks");
    struct object *lock = turns_object(address, OBJECT_RWLOCK);
    struct actor *self = turns_self();
    if (lock->owner == NULL && lock->depth == 0)
        turns_stop(VERDICT_MISUSE, "unlocks a pthread_rwlock_t that nobody "
                                   "holds");
    if (lock->owner != NULL && lock->owner != self)
        turns_stop(VERDICT_MISUSE,
                   "unlocks a pthread_rwlock_t that another thread, '%s', "
                   "has locked for writing",
                   lock->owner_name);
    int error = pthread_rwlock_unlock(address);
    if (lock->owner == self)
        lock->owner = NULL;
    else
        lock->depth--;
    self->locks_held--;
    turns_wake(FOR_LOCK, address, ACTORS_MAX);
    turns_step(STEP_UNLOCK);
    turns_leave();
    return error;
}

int turns_pthread_rwlock_init(pthread_rwlock_t *lock,
                              const pthread_rwlockattr_t *attributes)
{
    turns_enter();
    turns_forget_object(lock);
    turns_leave();
    return pthread_rwlock_init(lock, attributes);
}

int turns_pthread_rwlock_destroy(pthread_rwlock_t *address)
{
    turns_enter();
    struct object *lock = turns_object(address, OBJECT_RWLOCK);
    if (lock->owner || lock->depth > 0)
        turns_stop(VERDICT_MISUSE, "destroys a pthread_rwlock_t that is held");
    turns_forget_object(address);
    turns_leave();
    return pthread_rwlock_destroy(address);
}
