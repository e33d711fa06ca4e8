/* model_rwlock.c - read-write locks: read, write, try, timed, clock.
 *
 * object->owner is the writer; waiters are the readers inside, count how often
 * they came in, order[0] tells who came in how often apart from how often
 * others did; kind is the attribute's; limit is how many writers are blocked,
 * where the kind asks readers to let them go first.
 *
 * Every operation is a step, an unlock too, and no two of them commute: a
 * reader's way out is what lets a writer in, but only the last one's.
 *
 * What readers release is kept in an object of its own, a byte on: a writer
 * comes after all readers, but a reader does not come after other readers.
 */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "model_attributes.h"
#include "policy.h"
#include "world.h"

#include <pthread.h>
#include <string.h>

static const char noun[] = "a read-write lock";

static struct object *rwlock_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(pthread_rwlock_t), false, pc);
    struct object *lock = object_find((uintptr_t)address);
    if (!lock || lock->type != OBJECT_RWLOCK) {
        lock = model_object(address, OBJECT_RWLOCK, noun, pc);
        lock->kind = (uint8_t)rwlock_kind_in_place(address);
        lock->made_pc = pc;
    }
    model_used(lock, pc);
    return lock;
}

static struct object *of_readers(const struct object *lock)
{
    return object_at(lock->address + 1, OBJECT_MEMORY);
}

static bool is_inside(const struct object *lock, const struct thread *thread)
{
    return (lock->waiters & SET_OF(thread->id)) != 0;
}

/* ---- life ---- */

int model_pthread_rwlock_init(pthread_rwlock_t *address,
                              const pthread_rwlockattr_t *attributes)
{
    struct object *lock =
        model_make(address, sizeof *address, OBJECT_RWLOCK, noun, CALLER);
    lock->kind = (uint8_t)rwlock_kind_of(attributes);
    return 0;
}

int model_pthread_rwlock_destroy(pthread_rwlock_t *address)
{
    const void *pc = CALLER;
    model_destroy(rwlock_object(address, pc), sizeof *address, noun, pc);
    return 0;
}

/* ---- reading ---- */

static int enter_as_reader(struct object *lock, const void *pc)
{
    struct thread *self = engine.current;
    lock->waiters |= SET_OF(self->id);
    lock->count++;
    lock->order[0] += (uint32_t)(self->id + 1) * 0x9e3779b9u;
    held_add(self, lock, pc);
    race_acquire(lock);
    return 0;
}

static int read_lock(void *address, const struct timespec *until,
                     clockid_t clock, const void *pc)
{
    struct object *lock = rwlock_object(address, pc);
    op_publish(until ? OP_READ_LOCK_TIMED : OP_READ_LOCK, lock, ACCESS_WRITE,
               pc);
    if (!op_limit_time(until, clock))
        engine.current->op.kind = OP_TRY_READ_LOCK;
    schedule();
    lock = rwlock_object(address, pc); /* it may be gone by now */
    if (rwlock_admits_reader(lock))
        return enter_as_reader(lock, pc);
    if (engine.current->op.kind == OP_TRY_READ_LOCK)
        return EINVAL;
    op_expire();
    return ETIMEDOUT;
}

int model_pthread_rwlock_rdlock(pthread_rwlock_t *address)
{
    return read_lock(address, NULL, 0, CALLER);
}

int model_pthread_rwlock_timedrdlock(pthread_rwlock_t *address,
                                     const struct timespec *until)
{
    return read_lock(address, until, CLOCK_REALTIME, CALLER);
}

int model_pthread_rwlock_clockrdlock(pthread_rwlock_t *address, clockid_t clock,
                                     const struct timespec *until)
{
    return read_lock(address, until, clock, CALLER);
}

int model_pthread_rwlock_tryrdlock(pthread_rwlock_t *address)
{
    const void *pc = CALLER;
    struct object *lock = rwlock_object(address, pc);
    op_publish(OP_TRY_READ_LOCK, lock, ACCESS_WRITE, pc);
    schedule();
    lock = rwlock_object(address, pc);
    return rwlock_admits_reader(lock) ? enter_as_reader(lock, pc) : EBUSY;
}

/* ---- writing ---- */

static int enter_as_writer(struct object *lock, const void *pc)
{
    lock->owner = engine.current;
    lock->owner_pc = pc;
    held_add(engine.current, lock, pc);
    race_acquire(lock);
    race_acquire(of_readers(lock));
    return 0;
}

/* A writer that has come to a closed lock keeps new readers out, if the kind
 * says so; its coming is a step then. Returns: whether it is in already. */
static bool queue_as_writer(struct object *lock, const void *until,
                            const void *pc)
{
    if (lock->kind != PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
        return false;
    op_publish(OP_MEET, lock, ACCESS_WRITE, pc);
    engine.current->op.operand = (uintptr_t)until;
    schedule();
    if (rwlock_admits_writer(lock))
        return true;
    lock->limit++;
    return false;
}

static int write_lock(void *address, const struct timespec *until,
                      clockid_t clock, const void *pc)
{
    struct object *lock = rwlock_object(address, pc);
    if (queue_as_writer(lock, until, pc))
        return enter_as_writer(rwlock_object(address, pc), pc);
    op_publish(until ? OP_WRITE_LOCK_TIMED : OP_WRITE_LOCK, lock, ACCESS_WRITE,
               pc);
    if (!op_limit_time(until, clock))
        engine.current->op.kind = OP_TRY_WRITE_LOCK;
    schedule();
    lock = rwlock_object(address, pc);
    if (lock->limit)
        lock->limit--;
    if (rwlock_admits_writer(lock))
        return enter_as_writer(lock, pc);
    if (engine.current->op.kind == OP_TRY_WRITE_LOCK)
        return EINVAL;
    op_expire();
    return ETIMEDOUT;
}

int model_pthread_rwlock_wrlock(pthread_rwlock_t *address)
{
    return write_lock(address, NULL, 0, CALLER);
}

int model_pthread_rwlock_timedwrlock(pthread_rwlock_t *address,
                                     const struct timespec *until)
{
    return write_lock(address, until, CLOCK_REALTIME, CALLER);
}

int model_pthread_rwlock_clockwrlock(pthread_rwlock_t *address, clockid_t clock,
                                     const struct timespec *until)
{
    return write_lock(address, until, clock, CALLER);
}

int model_pthread_rwlock_trywrlock(pthread_rwlock_t *address)
{
    const void *pc = CALLER;
    struct object *lock = rwlock_object(address, pc);
    op_publish(OP_TRY_WRITE_LOCK, lock, ACCESS_WRITE, pc);
    schedule();
    lock = rwlock_object(address, pc);
    return rwlock_admits_writer(lock) ? enter_as_writer(lock, pc) : EBUSY;
}

/* ---- leaving ---- */

static void leave_as_reader(struct object *lock)
{
    struct thread *self = engine.current;
    race_release(of_readers(lock));
    held_remove(self, lock);
    lock->count--;
    lock->order[0] -= (uint32_t)(self->id + 1) * 0x9e3779b9u;
    if (!held_has(self, lock))
        lock->waiters &= ~SET_OF(self->id);
}

static void leave_as_writer(struct object *lock)
{
    race_release(lock);
    held_remove(engine.current, lock);
    lock->owner = NULL;
}

int model_pthread_rwlock_unlock(pthread_rwlock_t *address)
{
    const void *pc = CALLER;
    struct object *lock = rwlock_object(address, pc);
    if (lock->owner != engine.current && !is_inside(lock, engine.current))
        policy_unlock_by_other(lock, noun, pc);
    op_publish(OP_RW_UNLOCK, lock, ACCESS_WRITE, pc);
    schedule();
    lock = rwlock_object(address, pc);
    if (lock->owner == engine.current)
        leave_as_writer(lock);
    else
        leave_as_reader(lock);
    return 0;
}
