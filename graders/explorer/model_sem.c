/* model_sem.c - POSIX semaphores. object->count is the value. */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "policy.h"
#include "world.h"

#include <limits.h>
#include <semaphore.h>
#include <string.h>

static struct object *sem_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(sem_t), false, pc);
    struct object *sem = address ? object_find((uintptr_t)address) : NULL;
    if (!sem || sem->type == OBJECT_UNUSED)
        execution_fail(VERDICT_MISUSE, pc,
                       "a semaphore is used that was never initialised");
    return model_object(address, OBJECT_SEM, "a semaphore", pc);
}

static int fail_with(int error)
{
    engine.current->saved_errno = error;
    return -1;
}

int model_sem_init(sem_t *address, int shared, unsigned value)
{
    const void *pc = CALLER;
    (void)shared;
    heap_check((uintptr_t)address, sizeof *address, true, pc);
    shadow_access((uintptr_t)address, sizeof *address, true, false, pc);
    if (value > SEM_VALUE_MAX)
        return fail_with(EINVAL);
    struct object *sem = object_at((uintptr_t)address, OBJECT_SEM);
    sem->type = OBJECT_SEM;
    sem->count = (int)value;
    sem->made_pc = pc;
    world_touch((uintptr_t)address, sizeof *address);
    memset(address, 0, sizeof *address);
    return 0;
}

int model_sem_destroy(sem_t *address)
{
    const void *pc = CALLER;
    struct object *sem = sem_object(address, pc);
    shadow_access((uintptr_t)address, sizeof *address, true, false, pc);
    policy_destroyed_while_awaited(sem, "a semaphore", pc);
    sem->type = OBJECT_DESTROYED;
    sem->gone_pc = pc;
    return 0;
}

static int wait_for(sem_t *address, const struct timespec *until,
                    clockid_t clock, const void *pc)
{
    struct object *sem = sem_object(address, pc);
    if (until && !is_timespec(until) && sem->count <= 0)
        return fail_with(EINVAL);
    op_publish(until ? OP_SEM_WAIT_TIMED : OP_SEM_WAIT, sem, ACCESS_WRITE, pc);
    if (until)
        op_set_deadline(deadline_from(until, clock));
    schedule();
    if (sem->count <= 0) {
        op_expire();
        return fail_with(ETIMEDOUT);
    }
    sem->count--;
    race_acquire(sem);
    return 0;
}

int model_sem_wait(sem_t *address)
{
    return wait_for(address, NULL, 0, CALLER);
}

int model_sem_timedwait(sem_t *address, const struct timespec *until)
{
    return wait_for(address, until, CLOCK_REALTIME, CALLER);
}

int model_sem_clockwait(sem_t *address, clockid_t clock,
                        const struct timespec *until)
{
    return wait_for(address, until, clock, CALLER);
}

int model_sem_trywait(sem_t *address)
{
    const void *pc = CALLER;
    struct object *sem = sem_object(address, pc);
    op_publish(OP_SEM_TRYWAIT, sem, ACCESS_WRITE, pc);
    schedule();
    if (sem->count <= 0)
        return fail_with(EAGAIN);
    sem->count--;
    race_acquire(sem);
    return 0;
}

int model_sem_post(sem_t *address)
{
    const void *pc = CALLER;
    struct object *sem = sem_object(address, pc);
    op_publish(OP_SEM_POST, sem, ACCESS_WRITE, pc);
    schedule();
    if (sem->count == SEM_VALUE_MAX)
        return fail_with(EOVERFLOW);
    race_release(sem);
    sem->count++;
    return 0;
}

int model_sem_getvalue(sem_t *address, int *value)
{
    const void *pc = CALLER;
    struct object *sem = sem_object(address, pc);
    op_publish(OP_SEM_VALUE, sem, ACCESS_READ, pc);
    engine.current->op.operand = (uintptr_t)value;
    schedule();
    world_touch((uintptr_t)value, sizeof *value);
    *value = sem->count;
    return 0;
}
