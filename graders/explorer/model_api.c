/* model_api.c - what explore.h promises a scenario. */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore.h"
#include "outcomes.h"

#include <stdio.h>
#include <string.h>

static void *run_body(void *argument)
{
    struct thread *self = argument;
    self->body(self->body_argument);
    return NULL;
}

struct explored_thread *model_thread(const char *name, void (*body)(void *),
                                     void *argument)
{
    struct thread *thread = thread_create(run_body, NULL, CALLER);
    thread->argument = thread;
    thread->body = body;
    thread->body_argument = argument;
    thread->scenario_own = true;
    thread->made_pc = CALLER;
    if (strcmp(thread->name, name) != 0)
        snprintf(thread->name, sizeof thread->name, "%s", name);
    thread->is_renamed = true;
    return (struct explored_thread *)thread;
}

static struct thread *next_to_join(void)
{
    for (int i = 0; i < engine.thread_count; i++)
        if (threads[i].scenario_own && !threads[i].joined)
            return &threads[i];
    return NULL;
}

void model_join_all(void)
{
    const void *pc = CALLER;
    struct thread *target;
    while ((target = next_to_join()) != NULL)
        thread_join(target, pc);
}

void model_settle(void)
{
    op_publish(OP_SETTLE, NULL, ACCESS_NONE, CALLER);
    schedule();
}

bool model_ended(const struct explored_thread *thread)
{
    return ((const struct thread *)thread)->state == THREAD_FINISHED;
}

bool model_asleep(const struct explored_thread *thread)
{
    const struct thread *t = (const struct thread *)thread;
    return t->state == THREAD_READY && (t->spinning || op_alternatives(t) == 0);
}

/* A step on the scenario's own memory; no access that could race. */
static void own_step(long *place, enum op_kind kind, long by, const void *pc)
{
    struct object *object =
        object_at((uintptr_t)place & ~(uintptr_t)7, OBJECT_MEMORY);
    op_publish(kind, object, kind == OP_READ ? ACCESS_READ : ACCESS_WRITE, pc);
    engine.current->op.address = (uintptr_t)place;
    engine.current->op.size = sizeof *place;
    engine.current->op.own = true;
    engine.current->op.operand = (uint64_t)by;
    schedule();
}

long model_add(long *place, long by)
{
    own_step(place, OP_UPDATE, by, CALLER);
    world_touch((uintptr_t)place, sizeof *place);
    return *place += by;
}

long model_get(long *place)
{
    own_step(place, OP_READ, 0, CALLER);
    return *place;
}

void model_await(long *place, long value)
{
    struct object *object =
        object_at((uintptr_t)place & ~(uintptr_t)7, OBJECT_MEMORY);
    op_publish(OP_AWAIT, object, ACCESS_READ, CALLER);
    engine.current->op.address = (uintptr_t)place;
    engine.current->op.size = sizeof *place;
    engine.current->op.awaited = value;
    engine.current->op.operand = (uint64_t)value;
    schedule();
}

int model_choose(int n)
{
    op_publish(OP_CHOOSE, NULL, ACCESS_NONE, CALLER);
    engine.current->op.choices = n;
    engine.current->op.operand = (uint64_t)n;
    schedule();
    return engine.current->op.alternative;
}

/* ---- judging ---- */

static void note_found(const char *expected, const char *found)
{
    struct failure *failure = &engine.failure;
    snprintf(failure->expected, sizeof failure->expected, "%s", expected);
    snprintf(failure->found, sizeof failure->found, "%s", found);
}

void model_expect(const char *what, long expected, long found,
                  const char *diagnosis)
{
    char words[2][160];
    if (expected == found)
        return;
    snprintf(words[0], sizeof words[0], "%s: %ld", what, expected);
    snprintf(words[1], sizeof words[1], "%s: %ld", what, found);
    note_found(words[0], words[1]);
    execution_fail(VERDICT_WRONG_RESULT, CALLER, "%s", diagnosis);
}

void model_require(bool holds, enum verdict verdict, const char *expected,
                   const char *found, const char *diagnosis)
{
    if (holds)
        return;
    note_found(expected, found);
    execution_fail(verdict, CALLER, "%s", diagnosis);
}

void model_outcome(const char *name, long value)
{
    outcomes_add(name, value);
}

void model_reached(const char *state)
{
    outcomes_reached(state);
}

/* ---- counting ---- */

long model_busy_steps(void)
{
    return engine.yields + engine.sleeps + engine.spins;
}

size_t model_heap_blocks(void)
{
    return heap_live_blocks;
}

size_t model_heap_bytes(void)
{
    return heap_live_bytes;
}

int model_locks_held(void)
{
    return engine.current->held_count;
}

void model_heap_limit(int limit)
{
    engine.heap_limit = limit;
}

/* ---- time ---- */

static void time_step(enum op_access access, const void *pc)
{
    engine.clock_read = true;
    op_publish(OP_CLOCK, NULL, ACCESS_NONE, pc);
    engine.current->op.clock_access = (uint8_t)access;
    schedule();
}

int64_t model_now_ns(void)
{
    time_step(ACCESS_READ, CALLER);
    return engine.now_ns;
}

void model_advance_ns(int64_t ns)
{
    time_step(ACCESS_WRITE, CALLER);
    engine.now_ns += ns;
}

void model_step_wall_clock_ns(int64_t ns)
{
    time_step(ACCESS_WRITE, CALLER);
    engine.wall_offset_ns += ns;
}
