/* Stand-ins for semaphores. The real one counts, and is waited on only when
 * that cannot block: Valgrind knows sem_wait(), not the timed waits. */
#define _GNU_SOURCE /* sem_clockwait */

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>

static int value_of(sem_t *semaphore)
{
    int value = 0;
    sem_getvalue(semaphore, &value);
    return value;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int wait_until(sem_t *semaphore, clockid_t clock,
                      const struct timespec *deadline, const void *frame)
{
    turns_enter();
    turns_record("takes", frame);
    bool in_time = true;
    if (value_of(semaphore) == 0)
        turns_record("waits for it", NULL);
    while (in_time && value_of(semaphore) == 0)
        in_time = turns_block(FOR_SEMAPHORE, semaphore, clock, deadline);
    int result = in_time ? sem_wait(semaphore) : fail(ETIMEDOUT);
    turns_step(STEP_ANY);
    turns_leave();
    return result;
}

int turns_sem_wait(sem_t *semaphore)
{
    return wait_until(semaphore, CLOCK_MONOTONIC, NO_DEADLINE,
                      __builtin_frame_address(0));
}

int turns_sem_timedwait(sem_t *semaphore, const struct timespec *deadline)
{
    return wait_until(semaphore, CLOCK_REALTIME, deadline,
                      __builtin_frame_address(0));
}

int turns_sem_clockwait(sem_t *semaphore, clockid_t clock,
                        const struct timespec *deadline)
{
    return wait_until(semaphore, clock, deadline, __builtin_frame_address(0));
}

int turns_sem_trywait(sem_t *semaphore)
{
    turns_enter();
    TURNS_RECORD("tries");
    int result = value_of(semaphore) > 0 ? sem_wait(semaphore) : fail(EAGAIN);
    turns_step(STEP_ANY);
    turns_leave();
    return result;
}

int turns_sem_post(sem_t *semaphore)
{
    turns_enter();
    TURNS_RECORD("posts");
    int result = sem_post(semaphore);
    turns_wake(FOR_SEMAPHORE, semaphore, 1);
    turns_step(STEP_ANY);
    turns_leave();
    return result;
}

int turns_sem_init(sem_t *semaphore, int shared, unsigned value)
{
    return sem_init(semaphore, shared, value);
}

int turns_sem_destroy(sem_t *semaphore)
{
    turns_enter();
    if (turns_longest_waiter(FOR_SEMAPHORE, semaphore))
        turns_stop(VERDICT_MISUSE,
                   "destroys a semaphore on which threads still wait");
    turns_leave();
    return sem_destroy(semaphore);
}
