/* model_thread.c - create, join, detach, exit, self, equal, yield.
 *
 * Creating, ending and joining are no decisions: nobody can see that they did
 * not happen at once, so the new thread runs up to its first step, and a
 * joiner goes on, without one.
 */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore_internal.h"
#include "model_attributes.h"
#include "policy.h"
#include "trace.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

#define HANDLE_BASE 0x7ead0000u
#define PROCESS_ID 1000

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

static void hand_out(pthread_t *to, const struct thread *thread, const void *pc)
{
    writes(to, sizeof *to, pc);
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

static void joined(struct thread *target, const void *pc)
{
    struct thread *self = engine.current;
    thread_happens_after(self, target);
    race_thread_from(self, target);
    target->joined = true;
    engine.joined_count++;
    trace_thread(TRACE_JOIN, target->id, pc);
}

/* Waits for its end. With a time limit that is a step in any case: whether the
 * thread has ended by now is what others may have come before. Returns: false
 * if the time was over first. */
static bool join(struct thread *target, const void *result, bool timed,
                 int64_t deadline_ns, const void *pc)
{
    struct thread *self = engine.current;
    check_joinable(target, pc);
    if (timed)
        policy_ends_are_watched();
    if (!timed && target->state == THREAD_FINISHED) {
        joined(target, pc);
        return true;
    }
    if (target->state != THREAD_FINISHED)
        target->joiner = self;
    op_publish(timed ? OP_JOIN_TIMED : OP_JOIN, NULL, ACCESS_NONE, pc);
    if (timed) {
        self->op.object = thread_end_object(target);
        self->op.access = ACCESS_READ;
    }
    self->op.address = (uintptr_t)target->id;
    self->op.operand = (uintptr_t)result;
    if (timed)
        op_set_deadline(deadline_ns);
    schedule();
    if (target->joined)
        return true;
    target->joiner = NULL;
    if (target->state == THREAD_FINISHED) {
        joined(target, pc);
        return true;
    }
    op_expire();
    return false;
}

void thread_join(struct thread *target, const void *pc)
{
    join(target, NULL, false, 0, pc);
}

static void store_result(void **to, const struct thread *target, const void *pc)
{
    if (!to)
        return;
    writes(to, sizeof *to, pc);
    *to = target->result;
}

int model_pthread_join(pthread_t handle, void **result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    join(target, result, false, 0, pc);
    store_result(result, target, pc);
    return 0;
}

int model_pthread_clockjoin_np(pthread_t handle, void **result, clockid_t clock,
                               const struct timespec *until)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    if (!is_timespec(until))
        return EINVAL;
    if (!join(target, result, true, deadline_from(until, clock), pc))
        return ETIMEDOUT;
    store_result(result, target, pc);
    return 0;
}

int model_pthread_timedjoin_np(pthread_t handle, void **result,
                               const struct timespec *until)
{
    return model_pthread_clockjoin_np(handle, result, CLOCK_REALTIME, until);
}

int model_pthread_tryjoin_np(pthread_t handle, void **result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    check_joinable(target, pc);
    policy_ends_are_watched();
    op_publish(OP_JOIN_TRY, thread_end_object(target), ACCESS_READ, pc);
    engine.current->op.operand = (uintptr_t)result;
    schedule();
    if (target->state != THREAD_FINISHED)
        return EBUSY;
    join(target, result, false, 0, pc);
    store_result(result, target, pc);
    return 0;
}

int model_thrd_join(thrd_t handle, int *result)
{
    const void *pc = CALLER;
    struct thread *target = thread_of(handle, "a join", pc);
    join(target, result, false, 0, pc);
    if (result) {
        writes(result, sizeof *result, CALLER);
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
                       "'%s' is detached although it is joined", target->name);
    if (target->detached)
        execution_fail(VERDICT_MISUSE, pc, "'%s' is detached twice",
                       target->name);
    target->detached = true;
    return 0;
}

int model_thrd_detach(thrd_t handle)
{
    return model_pthread_detach(handle) ? thrd_error : thrd_success;
}

/* ---- the end ---- */

/* pthread_cleanup_push() and pop() are macros of the GNU C library: setjmp(),
 * then these. What runs a handler at pthread_exit() is a jump back there. */
void model___pthread_register_cancel(__pthread_unwind_buf_t *buffer)
{
    struct thread *self = engine.current;
    buffer->__pad[0] = self->cleanup;
    self->cleanup = buffer;
}

void model___pthread_unregister_cancel(__pthread_unwind_buf_t *buffer)
{
    engine.current->cleanup = buffer->__pad[0];
}

_Noreturn static void unwind(const void *pc)
{
    struct thread *self = engine.current;
    __pthread_unwind_buf_t *buffer = self->cleanup;
    if (buffer)
        longjmp(*(jmp_buf *)buffer, 1);
    thread_finish(self->result, pc);
}

_Noreturn void model___pthread_unwind_next(__pthread_unwind_buf_t *buffer)
{
    engine.current->cleanup = buffer->__pad[0];
    unwind(CALLER);
}

_Noreturn void model_pthread_exit(void *result)
{
    engine.current->result = result;
    unwind(CALLER);
}

_Noreturn void model_thrd_exit(int result)
{
    engine.current->result = (void *)(intptr_t)result;
    unwind(CALLER);
}

/* ---- which thread is which ---- */

pthread_t model_pthread_self(void)
{
    return handle_of(engine.current);
}

int model_pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

thrd_t model_thrd_current(void)
{
    return handle_of(engine.current);
}

int model_thrd_equal(thrd_t a, thrd_t b)
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

int model_pthread_yield(void)
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
    target->is_renamed = true;
    return 0;
}

int model_pthread_getname_np(pthread_t handle, char *name, size_t size)
{
    const void *pc = CALLER;
    const struct thread *target = thread_of(handle, "the name", pc);
    size_t length = strlen(target->name) + 1;
    if (length > size)
        return ERANGE;
    writes(name, length, pc);
    memcpy(name, target->name, length);
    return 0;
}

/* ---- what makes no difference to a schedule ---- */

int model_sched_getcpu(void)
{
    return 0;
}

pid_t model_gettid(void)
{
    return PROCESS_ID + engine.current->id;
}

pid_t model_getpid(void)
{
    return PROCESS_ID;
}

static int old_state(int *old, int value, const void *pc)
{
    if (old) {
        writes(old, sizeof *old, pc);
        *old = value;
    }
    return 0;
}

int model_pthread_setaffinity_np(pthread_t thread, size_t size,
                                 const cpu_set_t *processors)
{
    (void)thread;
    (void)size;
    (void)processors;
    return 0;
}

int model_sched_setaffinity(pid_t process, size_t size,
                            const cpu_set_t *processors)
{
    (void)process;
    (void)size;
    (void)processors;
    return 0;
}

int model_pthread_setschedparam(pthread_t thread, int policy,
                                const struct sched_param *parameters)
{
    (void)thread;
    (void)policy;
    (void)parameters;
    return 0;
}

/* Nobody is cancelled, so that nobody has to be asked whether they may be. */
int model_pthread_setcancelstate(int state, int *old)
{
    (void)state;
    return old_state(old, PTHREAD_CANCEL_ENABLE, CALLER);
}

int model_pthread_setcanceltype(int type, int *old)
{
    (void)type;
    return old_state(old, PTHREAD_CANCEL_DEFERRED, CALLER);
}

void model_pthread_testcancel(void)
{
}
