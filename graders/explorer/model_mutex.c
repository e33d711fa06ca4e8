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
#include "world.h"

#include <pthread.h>
#include <string.h>

#define FLAG_ROBUST 1
#define FLAG_OWNER_DIED 2
#define FLAG_NOT_RECOVERABLE 4

/* A static initialiser says its kind in the mutex itself. */
struct object *mutex_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(pthread_mutex_t), false, pc);
    struct object *mutex = object_find((uintptr_t)address);
    if (mutex && mutex->type == OBJECT_MUTEX)
        return mutex;
    mutex = model_object(address, OBJECT_MUTEX, "a mutex", pc);
    mutex->kind = (uint8_t)mutex_kind_in_place(address);
    mutex->made_pc = pc;
    return mutex;
}

int model_pthread_mutex_init(pthread_mutex_t *address,
                             const pthread_mutexattr_t *attributes)
{
    const void *pc = CALLER;
    heap_check((uintptr_t)address, sizeof *address, true, pc);
    shadow_access((uintptr_t)address, sizeof *address, true, false, pc);
    struct object *mutex = object_at((uintptr_t)address, OBJECT_MUTEX);
    if (mutex->type == OBJECT_MUTEX && mutex->owner)
        execution_fail(VERDICT_MISUSE, pc,
                       "a mutex is initialised while '%s' holds it",
                       mutex->owner->name);
    mutex->type = OBJECT_MUTEX;
    mutex->kind = (uint8_t)mutex_kind_of(attributes);
    mutex->flags = mutex_is_robust(attributes) ? FLAG_ROBUST : 0;
    mutex->count = 0;
    mutex->owner = NULL;
    mutex->made_pc = pc;
    world_touch((uintptr_t)address, sizeof *address);
    memset(address, 0, sizeof *address);
    return 0;
}

int model_pthread_mutex_destroy(pthread_mutex_t *address)
{
    const void *pc = CALLER;
    struct object *mutex = mutex_object(address, pc);
    shadow_access((uintptr_t)address, sizeof *address, true, false, pc);
    if (mutex->owner)
        execution_fail(VERDICT_MISUSE, pc,
                       "a mutex is destroyed while '%s' holds it",
                       mutex->owner->name);
    policy_destroyed_while_awaited(mutex, "a mutex", pc);
    mutex->type = OBJECT_DESTROYED;
    mutex->gone_pc = pc;
    return 0;
}

void mutex_take(struct object *mutex, struct thread *thread, const void *pc)
{
    mutex->owner = thread;
    mutex->owner_pc = pc;
    mutex->count = 1;
    held_add(thread, mutex, pc);
    race_acquire(mutex);
}

static int taken(struct object *mutex, const void *pc)
{
    mutex_take(mutex, engine.current, pc);
    if (!(mutex->flags & FLAG_OWNER_DIED))
        return 0;
    return EOWNERDEAD;
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

static int lock(void *address, const struct timespec *until, clockid_t clock,
                const void *pc)
{
    struct object *mutex = mutex_object(address, pc);
    struct thread *self = engine.current;
    if (until && !is_timespec(until))
        return EINVAL;
    if (mutex->owner == self) {
        int status = relock(mutex, false);
        if (status >= 0)
            return status;
    }
    if (until)
        policy_locks_are_watched();
    op_publish(until ? OP_LOCK_TIMED : OP_LOCK, mutex, ACCESS_ACQUIRE, pc);
    if (until)
        op_set_deadline(deadline_from(until, clock));
    schedule();
    mutex = mutex_object(address, pc); /* it may be gone by now */
    if (mutex->flags & FLAG_NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    if (mutex->owner) {
        op_expire();
        return ETIMEDOUT;
    }
    return taken(mutex, pc);
}

int model_pthread_mutex_lock(pthread_mutex_t *address)
{
    return lock(address, NULL, 0, CALLER);
}

int model_pthread_mutex_timedlock(pthread_mutex_t *address,
                                  const struct timespec *until)
{
    return lock(address, until, CLOCK_REALTIME, CALLER);
}

int model_pthread_mutex_clocklock(pthread_mutex_t *address, clockid_t clock,
                                  const struct timespec *until)
{
    return lock(address, until, clock, CALLER);
}

int model_pthread_mutex_trylock(pthread_mutex_t *address)
{
    const void *pc = CALLER;
    struct object *mutex = mutex_object(address, pc);
    if (mutex->owner == engine.current)
        return relock(mutex, true);
    policy_locks_are_watched();
    op_publish(OP_TRYLOCK, mutex, ACCESS_ACQUIRE, pc);
    schedule();
    if (mutex->owner)
        return EBUSY;
    if (mutex->flags & FLAG_NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    return taken(mutex, pc);
}

void mutex_release_fully(struct object *mutex, const void *pc)
{
    (void)pc;
    struct thread *self = engine.current;
    race_release(mutex);
    if (mutex->flags & FLAG_OWNER_DIED)
        mutex->flags =
            (uint8_t)((mutex->flags & ~FLAG_OWNER_DIED) | FLAG_NOT_RECOVERABLE);
    mutex->owner = NULL;
    mutex->count = 0;
    held_remove(self, mutex);
}

int model_pthread_mutex_unlock(pthread_mutex_t *address)
{
    const void *pc = CALLER;
    struct object *mutex = mutex_object(address, pc);
    struct thread *self = engine.current;
    if (mutex->owner != self)
        return policy_foreign_unlock(mutex, (mutex->flags & FLAG_ROBUST) != 0,
                                     pc);
    if (mutex->count > 1) {
        mutex->count--;
        return 0;
    }
    release_step(OP_UNLOCK, mutex, pc);
    mutex_release_fully(mutex, pc);
    return 0;
}

int model_pthread_mutex_consistent(pthread_mutex_t *address)
{
    struct object *mutex = mutex_object(address, CALLER);
    if (!(mutex->flags & FLAG_OWNER_DIED) || mutex->owner != engine.current)
        return EINVAL;
    mutex->flags &= (uint8_t)~FLAG_OWNER_DIED;
    return 0;
}

/* Called at the end of a thread that still holds it.
 * Returns: whether the mutex survives that. */
bool mutex_owner_dies(struct object *mutex)
{
    if (!(mutex->flags & FLAG_ROBUST))
        return false;
    mutex->flags |= FLAG_OWNER_DIED;
    mutex->owner = NULL;
    mutex->count = 0;
    race_release(mutex);
    return true;
}
