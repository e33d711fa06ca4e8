/* policy.c - see policy.h. */
#define _GNU_SOURCE
#include "policy.h"
#include "explore_internal.h"
#include "heap.h"
#include "model.h"
#include "shadow.h"
#include "world.h"
#include "search.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>

void policy_locks_are_watched(void)
{
    if (engine.locks_are_watched)
        return;
    engine.locks_are_watched = true;
    engine.restart = true;
    execution_end(END_CUT);
}

void policy_conditions_are_used(void)
{
    if (engine.conditions_seen)
        return;
    engine.conditions_seen = true;
    if (engine.options.strategy == STRATEGY_AUTO && strategy == &dpor_strategy)
        tree_adopt();
}

void policy_budgets_are_used(void)
{
    engine.budgets_used = true;
    if (strategy == &dpor_strategy)
        tree_adopt();
}

void policy_barriers_are_crowded(void)
{
    if (engine.barriers_crowded)
        return;
    engine.barriers_crowded = true;
    engine.restart = true;
    execution_end(END_CUT);
}

void policy_ends_are_watched(void)
{
    if (engine.ends_are_watched)
        return;
    engine.ends_are_watched = true;
    engine.restart = true;
    execution_end(END_CUT);
}

void policy_stacks_are_shared(void)
{
    if (engine.stacks_are_shared)
        return;
    engine.stacks_are_shared = true;
    engine.restart = true;
    execution_end(END_CUT);
}

_Noreturn void policy_memory_is_one(void)
{
    engine.memory_is_one = true;
    engine.restart = true;
    execution_end(END_CUT);
}

void policy_time_counts(void)
{
    if (engine.time_counts)
        return;
    engine.time_counts = true;
    if (!engine.slept)
        return;
    engine.restart = true;
    execution_end(END_CUT);
}

void policy_clock_is_read(void)
{
    bool time_passed = engine.time_counts;
    policy_time_counts();
    if (engine.clock_read)
        return;
    engine.clock_read = true;
    if (!time_passed)
        return;
    engine.restart = true;
    execution_end(END_CUT);
}

static bool is_alone(void)
{
    return engine.thread_count - engine.joined_count == 1;
}

void policy_objects_come_and_go(void)
{
    if (engine.uses_recorded || is_alone())
        return;
    engine.uses_recorded = true;
    engine.restart = true;
    execution_end(END_CUT);
}

static bool is_synchronisation(const struct object *object)
{
    return object->type > OBJECT_MEMORY && object->type < OBJECT_CLOCK;
}

void policy_race_on_object(uintptr_t cell, const void *pc)
{
    for (uintptr_t address = cell; address < cell + 8; address++) {
        const struct object *object = object_find(address);
        if (object &&
            (is_synchronisation(object) || object->type == OBJECT_DESTROYED))
            execution_fail(VERDICT_MISUSE, pc,
                           "a lock, condition or the like is used, and "
                           "nothing orders that against where it is made or "
                           "destroyed");
    }
}

int policy_foreign_unlock(const struct object *mutex, bool robust,
                          const void *pc)
{
    if (robust || mutex->kind != PTHREAD_MUTEX_NORMAL)
        return EPERM;
    policy_unlock_by_other(mutex, "a mutex", pc);
}

void policy_unlock_by_other(const struct object *lock, const char *noun,
                            const void *pc)
{
    if (lock->owner)
        execution_fail(VERDICT_MISUSE, pc, "'%s' unlocks %s that '%s' holds",
                       engine.current->name, noun, lock->owner->name);
    execution_fail(VERDICT_MISUSE, pc, "'%s' unlocks %s that %s",
                   engine.current->name, noun,
                   lock->waiters ? "it does not hold" : "is not locked");
}

void policy_has_to_be_made(const void *address, const char *noun,
                           const void *pc)
{
    const struct object *object = object_find((uintptr_t)address);
    if (!object || object->type == OBJECT_UNUSED)
        execution_fail(VERDICT_MISUSE, pc,
                       "%s is used that was never initialised", noun);
}

void policy_not_in_use(const struct object *object, const char *noun,
                       const char *verb, const void *pc)
{
    if (!object_is_in_use(object))
        return;
    const struct thread *user =
        object->owner ? object->owner : &threads[set_first(object->waiters)];
    bool waits = object->type == OBJECT_COND || object->type == OBJECT_BARRIER;
    execution_fail(VERDICT_MISUSE, pc, "%s is %s while '%s' %s it", noun, verb,
                   user->name, waits ? "waits on" : "holds");
}

void policy_memory_goes(uintptr_t address, size_t size, const char *what,
                        const void *pc)
{
    if (!objects_in_arena)
        return;
    for (struct object *o = objects_live; o; o = o->next_live) {
        if (o->address - address >= size || !is_synchronisation(o))
            continue;
        policy_objects_come_and_go();
        if (object_is_in_use(o))
            execution_fail(VERDICT_MISUSE, pc,
                           "%s while a lock or condition in it is in use",
                           what);
        policy_destroyed_while_awaited(o, "a lock or condition", pc);
        shadow_access(o->address, 1, true, false, pc);
    }
}

void policy_race_on_stack(uintptr_t cell, const void *pc)
{
    if (!is_stack(cell))
        return;
    const struct thread *whose = &threads[(cell - STACKS_BASE) / STACK_SIZE];
    if (whose->state == THREAD_FINISHED)
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "a local variable of '%s' is used, and nothing orders "
                       "that before the end of that thread",
                       whose->name);
}

/* A thread that is on its way to a lock, but was not asleep in it when it
 * became free, had its chance: real locks let it in or crash. */
void policy_destroyed_while_awaited(const struct object *object,
                                    const char *noun, const void *pc)
{
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *thread = &threads[set_first(rest)];
        if (thread == engine.current || thread->state != THREAD_READY ||
            (thread->op.object != object && thread->op.second != object))
            continue;
        execution_fail(VERDICT_MISUSE, pc,
                       "%s is destroyed while '%s' needs it", noun,
                       thread->name);
    }
}

void policy_may_wait_with(const struct object *mutex, const void *pc)
{
    if (mutex->owner != engine.current)
        execution_fail(VERDICT_MISUSE, pc,
                       "a wait on a condition variable with a mutex that the "
                       "thread does not hold");
    if (mutex->count > 1)
        execution_fail(VERDICT_MISUSE, pc,
                       "a wait on a condition variable with a mutex that the "
                       "thread has locked %d times: the wait undoes one of "
                       "them only",
                       mutex->count);
}

void policy_one_mutex_a_condition(const struct object *cond,
                                  const struct object *mutex, const void *pc)
{
    for (thread_set rest = cond->waiters; rest; rest &= rest - 1) {
        const struct thread *other = &threads[set_first(rest)];
        /* Who is sure to be picked by a signal does not wait any more. */
        if (other->wake_mutex != mutex && cond_may_leave(cond, other))
            execution_fail(VERDICT_MISUSE, pc,
                           "two threads wait on one condition variable with "
                           "two different mutexes");
    }
}

void policy_ends_with_locks(struct thread *thread, const void *pc)
{
    for (int i = thread->held_count - 1; i >= 0; i--)
        mutex_owner_dies(thread->held[i], pc);
}

static void threads_at_the_end(void)
{
    for (int i = 1; i < engine.thread_count; i++) {
        const struct thread *thread = &threads[i];
        if (thread->state == THREAD_FINISHED && !thread->joined &&
            !thread->detached && !thread->scenario_own)
            execution_fail(VERDICT_MISUSE, thread->made_pc,
                           "'%s' has ended, and is neither joined nor "
                           "detached: what it took up is never given back",
                           thread->name);
    }
}

void policy_at_the_end(void)
{
    if (!engine.options.leaks)
        return;
    threads_at_the_end();
    if (!heap_live_blocks)
        return;
    for (int i = 0; i < block_count; i++) {
        if (!blocks[i].live)
            continue;
        engine.failure.access[0] =
            (struct access_note){.pc = blocks[i].made_pc,
                                 .address = blocks[i].address,
                                 .thread = blocks[i].thread,
                                 .valid = true};
        execution_fail(VERDICT_MEMORY_ERROR, blocks[i].made_pc,
                       "leak: %zu of the blocks that were allocated are never "
                       "freed (%zu bytes)",
                       heap_live_blocks, heap_live_bytes);
    }
}
