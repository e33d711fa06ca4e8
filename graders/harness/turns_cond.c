/* Stand-ins for condition variables. The real ones are never touched: a wait
 * gives the mutex back, blocks here, and retakes the mutex. */
#define _GNU_SOURCE /* pthread_cond_clockwait */

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>

static int spurious_budget;

void spurious_wakeups(int for_each_actor)
{
    spurious_budget = for_each_actor;
}

static void check_wait(const struct object *condition, const void *mutex)
{
    if (!turns_owns(mutex))
        turns_stop(VERDICT_MISUSE, "waits on a condition variable with a mutex "
                                   "that it does not hold");
    if (condition->waiters > 0 && condition->mutex != mutex)
        turns_stop(VERDICT_MISUSE, "waits on a condition variable with another "
                                   "mutex than the threads already waiting");
}

/* Everybody else may have gone on meanwhile, as after any wake-up. */
static void wake_at_once(const void *address)
{
    struct actor *self = turns_self();
    const struct timespec now = {0, 0};
    (void)turns_block(FOR_CONDITION, address, CLOCK_MONOTONIC, &now);
    self->timed_out = false;
}

static int wait_until(pthread_cond_t *address, pthread_mutex_t *mutex,
                      clockid_t clock, const struct timespec *deadline,
                      const void *frame)
{
    turns_enter();
    turns_step(STEP_ANY); /* between its test and its wait */
    turns_record("waits", frame);
    struct object *condition = turns_object(address, OBJECT_CONDITION);
    check_wait(condition, mutex);
    condition->mutex = mutex;
    condition->waiters++;
    turns_release_mutex(mutex);
    bool in_time = true;
    if (turns_self()->spurious_wakeups++ < spurious_budget)
        wake_at_once(address);
    else
        in_time = turns_block(FOR_CONDITION, address, clock, deadline);
    turns_object(address, OBJECT_CONDITION)->waiters--;
    turns_acquire_mutex(mutex);
    turns_record(in_time ? "goes on" : "times out", frame);
    turns_leave();
    return in_time ? 0 : ETIMEDOUT;
}

int turns_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    return wait_until(condition, mutex, CLOCK_MONOTONIC, NO_DEADLINE,
                      __builtin_frame_address(0));
}

int turns_pthread_cond_timedwait(pthread_cond_t *condition,
                                 pthread_mutex_t *mutex,
                                 const struct timespec *deadline)
{
    clockid_t clock = turns_object(condition, OBJECT_CONDITION)->clock;
    return wait_until(condition, mutex, clock, deadline,
                      __builtin_frame_address(0));
}

int turns_pthread_cond_clockwait(pthread_cond_t *condition,
                                 pthread_mutex_t *mutex, clockid_t clock,
                                 const struct timespec *deadline)
{
    return wait_until(condition, mutex, clock, deadline,
                      __builtin_frame_address(0));
}

int turns_pthread_cond_signal(pthread_cond_t *condition)
{
    turns_enter();
    TURNS_RECORD("signals");
    turns_wake(FOR_CONDITION, condition, 1);
    turns_step(STEP_ANY);
    turns_leave();
    return 0;
}

int turns_pthread_cond_broadcast(pthread_cond_t *condition)
{
    turns_enter();
    TURNS_RECORD("broadcasts");
    turns_wake(FOR_CONDITION, condition, ACTORS_MAX);
    turns_step(STEP_ANY);
    turns_leave();
    return 0;
}

int turns_pthread_cond_init(pthread_cond_t *condition,
                            const pthread_condattr_t *attributes)
{
    turns_enter();
    turns_forget_object(condition);
    if (attributes) {
        struct object *object = turns_object(condition, OBJECT_CONDITION);
        pthread_condattr_getclock(attributes, &object->clock);
    }
    turns_leave();
    return pthread_cond_init(condition, attributes);
}

int turns_pthread_cond_destroy(pthread_cond_t *condition)
{
    turns_enter();
    if (turns_longest_waiter(FOR_CONDITION, condition))
        turns_stop(VERDICT_MISUSE, "destroys a condition variable on which "
                                   "threads still wait");
    turns_forget_object(condition);
    turns_leave();
    return pthread_cond_destroy(condition);
}
