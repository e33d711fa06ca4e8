/* model_spin.c - spin locks. Who finds one closed is blocked, as far as a
 * schedule is concerned: a real one goes round until it is let in, and makes
 * no difference to anybody. So that nobody ever opens it is a deadlock.
 */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "policy.h"

#include <pthread.h>

static const char noun[] = "a spin lock";

static struct object *spin_object(const volatile void *address, const void *pc)
{
    const void *lock = (const void *)(uintptr_t)address;
    heap_check((uintptr_t)lock, sizeof(pthread_spinlock_t), false, pc);
    policy_has_to_be_made(lock, noun, pc);
    struct object *object = model_object(lock, OBJECT_SPIN, noun, pc);
    model_used(object, pc);
    return object;
}

int model_pthread_spin_init(pthread_spinlock_t *address, int shared)
{
    (void)shared;
    model_make((void *)(uintptr_t)address, sizeof *address, OBJECT_SPIN, noun,
               CALLER);
    return 0;
}

int model_pthread_spin_destroy(pthread_spinlock_t *address)
{
    const void *pc = CALLER;
    model_destroy(spin_object(address, pc), sizeof *address, noun, pc);
    return 0;
}

int model_pthread_spin_lock(pthread_spinlock_t *address)
{
    const void *pc = CALLER;
    op_publish(OP_LOCK, spin_object(address, pc), ACCESS_ACQUIRE, pc);
    schedule();
    mutex_take(spin_object(address, pc), engine.current, pc);
    return 0;
}

int model_pthread_spin_trylock(pthread_spinlock_t *address)
{
    const void *pc = CALLER;
    policy_locks_are_watched();
    op_publish(OP_TRYLOCK, spin_object(address, pc), ACCESS_ACQUIRE, pc);
    schedule();
    struct object *lock = spin_object(address, pc);
    if (lock->owner)
        return EBUSY;
    mutex_take(lock, engine.current, pc);
    return 0;
}

int model_pthread_spin_unlock(pthread_spinlock_t *address)
{
    const void *pc = CALLER;
    struct object *lock = spin_object(address, pc);
    if (lock->owner != engine.current)
        policy_unlock_by_other(lock, noun, pc);
    release_step(OP_UNLOCK, lock, pc);
    mutex_release_fully(lock);
    return 0;
}
