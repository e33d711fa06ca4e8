/* threads.c - how the program's threads begin and end. */
#include "clocks.h"
#include "engine.h"
#include "explore_internal.h"
#include "heap.h"
#include "policy.h"
#include "search.h"
#include "shadow.h"
#include "spin.h"
#include "tls.h"
#include "trace.h"
#include "world.h"

#include <stdio.h>
#include <string.h>

#define STACK_MARGIN 512 /* below the lowest frame that a call reported */

int (*program_main)(int argc, char **argv);

static int created_before; /* threads of the execution before this one */

static int prepared; /* threads that were ever created */

static void thread_name_usually(struct thread *thread)
{
    snprintf(thread->name, sizeof thread->name, thread->id ? "T%d" : "main",
             thread->id);
    thread->is_renamed = false;
}

/* What stays from execution to execution; when it is first created, because
 * most programs have few threads. */
static void prepare(struct thread *thread)
{
    int id = prepared++;
    thread->id = id;
    thread->stack_base =
        (char *)(STACKS_BASE + (uintptr_t)id * STACK_SIZE) + GUARD_SIZE;
    thread->stack_top = thread->stack_base + STACK_SIZE - GUARD_SIZE;
    thread->stack_touched = thread->stack_top;
    world_guard_stack(id);
    thread_name_usually(thread);
}

/* Stacks start as zeros in every execution, so that what is read too early is
 * the same each time. */
static void clean_stack(struct thread *thread)
{
    char *from = thread->stack_touched - STACK_MARGIN;
    if (from < thread->stack_base)
        from = thread->stack_base;
    if (thread->stack_touched < thread->stack_top)
        memset(from, 0, (size_t)(thread->stack_top - from));
    thread->stack_touched = thread->stack_top;
}

void threads_reset(void)
{
    for (int i = 0; i < created_before; i++) {
        clean_stack(&threads[i]);
        threads[i].state = THREAD_UNUSED;
    }
    created_before = 0;
}

static void thread_main(void)
{
    struct thread *self = engine.current;
    void *result = NULL;
    trace_thread(TRACE_START, -1, NULL);
    if (self->start_c11)
        result = (void *)(intptr_t)self->start_c11(self->argument);
    else
        result = self->start(self->argument);
    thread_finish(result, NULL);
}

static void clear(struct thread *thread)
{
    thread->op.kind = OP_NONE;
    thread->op.object = NULL;
    thread->op.access = thread->op.second_access = ACCESS_NONE;
    thread->op.clock_access = ACCESS_NONE;
    thread->op.timed = false;
    thread->detached = thread->joined = thread->spinning = false;
    thread->wake_status = 0;
    thread->stack_shared = false;
    thread->cleanup = NULL;
    thread->daemon = thread->signalled = thread->has_keys = false;
    thread->joiner = NULL;
    thread->saved_errno = 0;
    thread->random = 1;
    thread->result = NULL;
    thread->start_c11 = NULL;
    thread->before = NULL;
    thread->last_event = -1;
    clock_clear(thread->clock);
    thread->has_acquire_pending = thread->has_release_fence = false;
    spin_begin(thread);
    thread->call_depth = 0;
    thread->held_count = 0;
    thread->segment_accesses = 0;
    thread->segment_writes = false;
    thread->overtaken = 0;
    thread->hash_is_known = false;
    thread->scenario_own = false;
}

/* Twice as wide clocks hold for all executions from here on. */
static void widen_clocks(void)
{
    if (engine.thread_count < engine.clock_width)
        return;
    engine.clock_width *= 2;
    engine.restart = true;
    execution_end(END_CUT);
}

struct thread *thread_create(void *(*start)(void *), void *argument,
                             const void *pc)
{
    if (engine.thread_count >= THREADS_MAX)
        execution_fail(VERDICT_LIMIT_REACHED, pc,
                       "more than %d threads are created", THREADS_MAX);
    widen_clocks();
    struct thread *thread = &threads[engine.thread_count++];
    created_before = engine.thread_count;
    if (created_before > prepared)
        prepare(thread);
    clear(thread);
    thread->start = start;
    thread->argument = argument;
    thread->state = THREAD_NEW;
    thread->clock[thread->id] = 1;
    if (thread->is_renamed)
        thread_name_usually(thread);
    fiber_init(&thread->fiber, thread->stack_top, thread_main);
    tls_reset(thread);
    engine.live |= SET_OF(thread->id);
    engine.eager |= SET_OF(thread->id);
    struct thread *creator = engine.current;
    if (creator != &nobody) {
        thread_happens_after(thread, creator);
        race_thread_from(thread, creator);
        thread->random = (creator->random ^ (uint32_t)thread->id) * 0x9e3779b1u;
        creator->clock[creator->id]++;
        creator->segment_writes = true;
        trace_thread(TRACE_CREATE, thread->id, pc);
    }
    return thread;
}

/* ---- the end of a thread ---- */

void thread_let_joiner_go(struct thread *target)
{
    struct thread *joiner = target->joiner;
    thread_happens_after(joiner, target);
    race_thread_from(joiner, target);
    target->joined = true;
    engine.joined_count++;
    joiner->state = THREAD_NEW; /* goes on without a decision */
    engine.eager |= SET_OF(joiner->id);
}

struct object *thread_end_object(const struct thread *thread)
{
    return object_at((uintptr_t)&threads[thread->id], OBJECT_MEMORY);
}

/* What others still do to it, they do too late: seen by the race detector, as
 * with memory that is freed. */
static void stack_ends(struct thread *thread, const void *pc)
{
    uintptr_t base = (uintptr_t)thread->stack_base;
    policy_memory_goes(base, STACK_SIZE - GUARD_SIZE, "a thread ends", pc);
    thread->state = THREAD_FINISHED;
    if (thread->stack_shared) {
        uintptr_t from = (uintptr_t)thread->stack_touched & ~(uintptr_t)7;
        shadow_access(from, (uintptr_t)thread->stack_top - from, true, false,
                      pc);
    }
    objects_forget(base, STACK_SIZE - GUARD_SIZE);
}

_Noreturn void thread_finish(void *result, const void *pc)
{
    struct thread *self = engine.current;
    keys_destroy(self);
    policy_ends_with_locks(self, pc);
    if (engine.ends_are_watched) {
        op_publish(OP_MEET, thread_end_object(self), ACCESS_WRITE, pc);
        self->op.operand = (uintptr_t)result;
        schedule();
    }
    trace_thread(TRACE_END, -1, pc);
    stack_ends(self, pc);
    self->result = result;
    self->op.kind = OP_NONE;
    self->op.access = self->op.second_access = ACCESS_NONE;
    self->op.clock_access = ACCESS_NONE;
    self->op.timed = false;
    engine.live &= ~SET_OF(self->id);
    if (self->joiner)
        thread_let_joiner_go(self);
    if (!engine.live)
        program_ends();
    schedule_last();
}
