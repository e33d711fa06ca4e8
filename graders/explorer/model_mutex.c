/* model_mutex.c - pthread mutexes of every type: normal, errorcheck,
 * recursive, robust; lock, trylock, timedlock, clocklock.
 *
 * object->kind is PTHREAD_MUTEX_*, flags says robust and whether the last
 * owner died; count is how often the owner locked it.
 */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "model_attributes.h"
#include "policy.h"

#include <pthread.h>

#define FLAG_ROBUST 1
#define FLAG_OWNER_DIED 2
#define FLAG_NOT_RECOVERABLE 4

/* A static initialiser says its kind in the mutex itself. */
struct object *mutex_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(pthread_mutex_t), false, pc);
    struct object *mutex = object_find((uintptr_t)address);
    if (!mutex || mutex->type != OBJECT_MUTEX) {
        mutex = model_object(address, OBJECT_MUTEX, "a mutex", pc);
        mutex->kind = (uint8_t)mutex_kind_in_place(address);
        mutex->made_pc = pc;
    }
    model_used(mutex, pc);
    return mutex;
}

/* ---- life ---- */

void mutex_make(void *address, int kind, bool robust, const void *pc)
{
    struct object *mutex = model_make(address, sizeof(pthread_mutex_t),
                                      OBJECT_MUTEX, "a mutex", pc);
    mutex->kind = (uint8_t)kind;
    mutex->flags = robust ? FLAG_ROBUST : 0;
}

void mutex_destroy(void *address, const void *pc)
{
    model_destroy(mutex_object(address, pc), sizeof(pthread_mutex_t), "a mutex",
                  pc);
}

/* ---- locking ---- */

void mutex_take(struct object *mutex, struct thread *thread, const void *pc)
{
    mutex->owner = thread;
    mutex->owner_pc = pc;
    mutex->count = 1;
    held_add(thread, mutex, pc);
    race_acquire(mutex);
}

int mutex_take_free(struct object *mutex, const void *pc)
{
    if (mutex->flags & FLAG_NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    mutex_take(mutex, engine.current, pc);
    return mutex->flags & FLAG_OWNER_DIED ? EOWNERDEAD : 0;
}

/* What a thread that already holds the mutex gets. -1: it is to wait. */
static int relock(struct object *mutex, bool is_try)
{
    if (mutex->kind == PTHREAD_MUTEX_RECURSIVE) {
        mutex->count++;
        return 0;
    }
    if (is_try)
        return EBUSY;
    return mutex->kind == PTHREAD_MUTEX_ERRORCHECK ? EDEADLK : -1;
}

int mutex_lock(void *address, const struct timespec *until, clockid_t clock,
               const void *pc)
{
    struct object *mutex = mutex_object(address, pc);
    if (mutex->owner == engine.current) {
        int status = relock(mutex, false);
        if (status >= 0)
            return status;
    }
    if (until)
        policy_locks_are_watched();
    op_publish(until ? OP_LOCK_TIMED : OP_LOCK, mutex, ACCESS_ACQUIRE, pc);
    if (!op_limit_time(until, clock))
        engine.current->op.kind = OP_TRYLOCK;
    schedule();
    mutex = mutex_object(address, pc); /* it may be gone by now */
    if (!mutex->owner)
        return mutex_take_free(mutex, pc);
    if (engine.current->op.kind == OP_TRYLOCK)
        return EINVAL;
    op_expire();
    return ETIMEDOUT;
}

int mutex_trylock(void *address, const void *pc)
{
    struct object *mutex = mutex_object(address, pc);
    if (mutex->owner == engine.current)
        return relock(mutex, true);
    policy_locks_are_watched();
    op_publish(OP_TRYLOCK, mutex, ACCESS_ACQUIRE, pc);
    schedule();
    mutex = mutex_object(address, pc);
    return mutex->owner ? EBUSY : mutex_take_free(mutex, pc);
}

/* ---- unlocking ---- */

static void let_go(struct object *mutex)
{
    race_release(mutex);
    mutex->owner = NULL;
    mutex->count = 0;
    held_remove(engine.current, mutex);
}

void mutex_release_fully(struct object *mutex)
{
    if (mutex->flags & FLAG_OWNER_DIED)
        mutex->flags =
            (uint8_t)((mutex->flags & ~FLAG_OWNER_DIED) | FLAG_NOT_RECOVERABLE);
    let_go(mutex);
}

int mutex_unlock(void *address, const void *pc)
{
    struct object *mutex = mutex_object(address, pc);
    if (mutex->owner != engine.current)
        return policy_foreign_unlock(mutex, (mutex->flags & FLAG_ROBUST) != 0,
                                     pc);
    if (mutex->count > 1) {
        mutex->count--;
        return 0;
    }
    release_step(OP_UNLOCK, mutex, pc);
    mutex_release_fully(mutex);
    return 0;
}

void mutex_owner_dies(struct object *mutex, const void *pc)
{
    if (mutex->type != OBJECT_MUTEX || !(mutex->flags & FLAG_ROBUST) ||
        mutex->owner != engine.current)
        return;
    release_step(OP_UNLOCK, mutex, pc);
    mutex->flags |= FLAG_OWNER_DIED;
    let_go(mutex);
}

/* ---- POSIX ---- */

int model_pthread_mutex_init(pthread_mutex_t *address,
                             const pthread_mutexattr_t *attributes)
{
    mutex_make(address, mutex_kind_of(attributes), mutex_is_robust(attributes),
               CALLER);
    return 0;
}

int model_pthread_mutex_destroy(pthread_mutex_t *address)
{
    mutex_destroy(address, CALLER);
    return 0;
}

int model_pthread_mutex_lock(pthread_mutex_t *address)
{
    return mutex_lock(address, NULL, 0, CALLER);
}

int model_pthread_mutex_timedlock(pthread_mutex_t *address,
                                  const struct timespec *until)
{
    return mutex_lock(address, until, CLOCK_REALTIME, CALLER);
}

int model_pthread_mutex_clocklock(pthread_mutex_t *address, clockid_t clock,
                                  const struct timespec *until)
{
    return mutex_lock(address, until, clock, CALLER);
}

int model_pthread_mutex_trylock(pthread_mutex_t *address)
{
    return mutex_trylock(address, CALLER);
}

int model_pthread_mutex_unlock(pthread_mutex_t *address)
{
    return mutex_unlock(address, CALLER);
}

int model_pthread_mutex_consistent(pthread_mutex_t *address)
{
    struct object *mutex = mutex_object(address, CALLER);
    if (!(mutex->flags & FLAG_OWNER_DIED) || mutex->owner != engine.current)
        return EINVAL;
    mutex->flags &= (uint8_t)~FLAG_OWNER_DIED;
    return 0;
}
