/* model_thread.c - create, join, detach, exit, self, equal, yield.
 *
 * Creating, ending and joining are no decisions: nobody can see that they did
 * not happen at once, so the new thread runs up to its first step, and a
 * joiner goes on, without one.
 */
#define _GNU_SOURCE
#include "explore_internal.h"
#include "heap.h"
#include "model.h"
#include "model_attributes.h"
#include "policy.h"
#include "trace.h"
#include "world.h"

#include <pthread.h>
#include <stdio.h>
#include <threads.h>

#define HANDLE_BASE 0x7ead0000u

static pthread_t handle_of(const struct thread *thread)
{
    return HANDLE_BASE + (pthread_t)thread->id;
}

static struct thread *thread_of(pthread_t handle, const char *verb,
                                const void *pc)
{
    uint64_t id = (uint64_t)handle - HANDLE_BASE;
    if (id >= (uint64_t)engine.thread_count)
        execution_fail(VERDICT_MISUSE, pc,
                       "%s of something that is no thread (was its creation "
                       "forgotten, or did it fail?)",
                       verb);
    return &threads[id];
}

static void hand_out(pthread_t *to, const struct thread *thread,
                     const void *pc)
{
    heap_check((uintptr_t)to, sizeof *to, true, pc);
    world_touch((uintptr_t)to, sizeof *to);
    shadow_access((uintptr_t)to, sizeof *to, true, false, pc);
    *to = handle_of(thread);
}

int model_pthread_create(pthread_t *handle, const pthread_attr_t *attributes,
                         void *(*start)(void *), void *argument)
{
    const void *pc = CALLER;
    struct thread *thread = thread_create(start, argument, pc);
    thread->detached = is_created_detached(attributes);
    thread->made_pc = pc;
    hand_out(handle, thread, pc);
    return 0;
}

int model_thrd_create(thrd_t *handle, thrd_start_t start, void *argument)
{
    const void *pc = CALLER;
    struct thread *thread = thread_create(NULL, argument, pc);
    thread->start_c11 = start;
    thread->made_pc = pc;
    hand_out(handle, thread, pc);
    return thrd_success;
}

static void check_joinable(const struct thread *target, const void *pc)
{
    if (target == engine.current)
        execution_fail(VERDICT_MISUSE, pc, "a thread joins itself");
    if (target->detached)
        execution_fail(VERDICT_MISUSE, pc,
                       "'%s' is joined although it is detached", target->name);
    if (target->joined || target->joiner)
        execution_fail(VERDICT_MISUSE, pc, "'%s' is joined twice",
                       target->name);
}

/* Waits for its end. Returns: false if the time was over first. */
static bool join(struct thread *target, bool timed, int64_t deadline_ns,
                 const void *pc)
{
    struct thread *self = engine.current;
    check_joinable(target, pc);
    if (target->state == THREAD_FINISHED) {
        thread_happens_after(self, target);
        race_thread_from(self, target);
        target->joined = true;
        engine.joined_count++;
        trace_thread(TRACE_JOIN, target->id, pc);
        return true;
    }
    target->joiner = self;
    op_publish(timed ? OP_JOIN_TIMED : OP_JOIN, NULL, ACCESS_NONE, pc);
    self->op.address = (uintptr_t)target->id;
    if (timed)
        op_set_deadline(deadline_ns);
    schedule();
    if (target->joined)
        return true;
    target->joiner = NULL;
    op_expire();
    return false;
}

void thread_join(struct thread *target, const void *pc)
{
    join(target, false, 0, pc);
}

static void store_result(void **to, const struct thread *target,
                         const void *pc)
{
    if (!to)
        return;
    heap_check((uintptr_t)to, sizeof *to, true, pc);
    world_touch((uintptr_t)to, sizeof *to);
    shadow_access((uintptr_t)to, sizeof *to, true, false, pc);
    *to = target->result;
}

int model_pthread_join(pthread_t handle, void **result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    if (target == engine.current)
        return EDEADLK;
    join(target, false, 0, pc);
    store_result(result, target, pc);
    return 0;
}

int model_pthread_clockjoin_np(pthread_t handle, void **result,
                               clockid_t clock, const struct timespec *until)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    if (!is_timespec(until))
        return EINVAL;
    if (!join(target, true, deadline_from(until, clock), pc))
        return ETIMEDOUT;
    store_result(result, target, pc);
    return 0;
}

int model_pthread_timedjoin_np(pthread_t handle, void **result,
                               const struct timespec *until)
{
    return model_pthread_clockjoin_np(handle, result, CLOCK_REALTIME, until);
}

/* Looks at whether it has ended, so that the end must be a step: told by an
 * object of the target's own. */
int model_pthread_tryjoin_np(pthread_t handle, void **result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    check_joinable(target, pc);
    op_publish(OP_JOIN_TRY, NULL, ACCESS_NONE, pc);
    engine.current->op.clock_access = ACCESS_WRITE;
    schedule();
    if (target->state != THREAD_FINISHED)
        return EBUSY;
    join(target, false, 0, pc);
    store_result(result, target, pc);
    return 0;
}

int model_thrd_join(thrd_t handle, int *result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    join(target, false, 0, pc);
    if (result) {
        heap_check((uintptr_t)result, sizeof *result, true, pc);
        world_touch((uintptr_t)result, sizeof *result);
        shadow_access((uintptr_t)result, sizeof *result, true, false, pc);
        *result = (int)(intptr_t)target->result;
    }
    return thrd_success;
}

int model_pthread_detach(pthread_t handle)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a detach", pc);
    if (target->joined || target->joiner)
        execution_fail(VERDICT_MISUSE, pc,
                       "'%s' is detached although it is joined",
                       target->name);
    if (target->detached)
        return EINVAL;
    target->detached = true;
    return 0;
}

int model_thrd_detach(thrd_t handle)
{
    return model_pthread_detach(handle) ? thrd_error : thrd_success;
}

_Noreturn void model_pthread_exit(void *result)
{
    thread_finish(result, CALLER);
}

_Noreturn void model_thrd_exit(int result)
{
    thread_finish((void *)(intptr_t)result, CALLER);
}

pthread_t model_pthread_self(void)
{
    return handle_of(engine.current);
}

int model_pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

static int yield(const void *pc)
{
    op_publish(OP_YIELD, NULL, ACCESS_NONE, pc);
    engine.yields++;
    schedule();
    return 0;
}

int model_sched_yield(void)
{
    return yield(CALLER);
}

void model_thrd_yield(void)
{
    yield(CALLER);
}

int model_pthread_setname_np(pthread_t handle, const char *name)
{
    struct thread *target = thread_of(handle, "the name", CALLER);
    snprintf(target->name, sizeof target->name, "%s", name);
    return 0;
}

int model_pthread_cancel(pthread_t handle)
{
    (void)handle;
    execution_not_modelled("pthread_cancel", CALLER);
}
