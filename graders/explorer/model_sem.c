/* model_sem.c - POSIX semaphores. object->count is the value. */
#define _GNU_SOURCE
#include "abi_access.h"
#include "policy.h"

#include <limits.h>
#include <semaphore.h>

static const char noun[] = "a semaphore";

static struct object *sem_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(sem_t), false, pc);
    policy_has_to_be_made(address, noun, pc);
    struct object *sem = model_object(address, OBJECT_SEM, noun, pc);
    model_used(sem, pc);
    return sem;
}

static int fail_with(int error)
{
    engine.current->saved_errno = error;
    return -1;
}

int model_sem_init(sem_t *address, int shared, unsigned value)
{
    (void)shared;
    if (value > SEM_VALUE_MAX)
        return fail_with(EINVAL);
    struct object *sem =
        model_make(address, sizeof *address, OBJECT_SEM, noun, CALLER);
    sem->count = (int)value;
    return 0;
}

int model_sem_destroy(sem_t *address)
{
    const void *pc = CALLER;
    model_destroy(sem_object(address, pc), sizeof *address, noun, pc);
    return 0;
}

static int take(struct object *sem)
{
    sem->count--;
    race_acquire(sem);
    return 0;
}

static int wait_for(sem_t *address, const struct timespec *until,
                    clockid_t clock, const void *pc)
{
    op_publish(until ? OP_SEM_WAIT_TIMED : OP_SEM_WAIT, sem_object(address, pc),
               ACCESS_WRITE, pc);
    if (!op_limit_time(until, clock))
        engine.current->op.kind = OP_SEM_TRYWAIT;
    schedule();
    struct object *sem = sem_object(address, pc);
    if (sem->count > 0)
        return take(sem);
    if (engine.current->op.kind == OP_SEM_TRYWAIT)
        return fail_with(EINVAL);
    op_expire();
    return fail_with(ETIMEDOUT);
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
    op_publish(OP_SEM_TRYWAIT, sem_object(address, pc), ACCESS_WRITE, pc);
    schedule();
    struct object *sem = sem_object(address, pc);
    return sem->count > 0 ? take(sem) : fail_with(EAGAIN);
}

int model_sem_post(sem_t *address)
{
    const void *pc = CALLER;
    op_publish(OP_SEM_POST, sem_object(address, pc), ACCESS_WRITE, pc);
    schedule();
    struct object *sem = sem_object(address, pc);
    if (sem->count == SEM_VALUE_MAX)
        return fail_with(EOVERFLOW);
    race_release(sem);
    sem->count++;
    return 0;
}

int model_sem_getvalue(sem_t *address, int *value)
{
    const void *pc = CALLER;
    op_publish(OP_SEM_VALUE, sem_object(address, pc), ACCESS_READ, pc);
    engine.current->op.operand = (uintptr_t)value;
    schedule();
    int count = sem_object(address, pc)->count;
    writes(value, sizeof *value, pc);
    *value = count;
    return 0;
}
