/* policy.c - see policy.h. */
#define _GNU_SOURCE
#include "policy.h"
#include "explore_internal.h"
#include "heap.h"
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

int policy_foreign_unlock(const struct object *mutex, bool robust,
                          const void *pc)
{
    if (robust || mutex->kind != PTHREAD_MUTEX_NORMAL)
        return EPERM;
    if (mutex->owner)
        execution_fail(VERDICT_MISUSE, pc,
                       "'%s' unlocks a mutex that '%s' holds",
                       engine.current->name, mutex->owner->name);
    execution_fail(VERDICT_MISUSE, pc,
                   "'%s' unlocks a mutex that is not locked",
                   engine.current->name);
}

/* A thread that is on its way to a lock, but was not asleep in it when it
 * became free, had its chance: real locks let it in or crash. */
void policy_destroyed_while_awaited(const struct object *object,
                                    const char *noun, const void *pc)
{
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *thread = &threads[set_first(rest)];
        if (thread == engine.current || thread->state != THREAD_READY ||
            thread->op.object != object)
            continue;
        execution_fail(VERDICT_MISUSE, pc,
                       "%s is destroyed while '%s' needs it", noun,
                       thread->name);
    }
}

void policy_one_mutex_a_condition(const struct object *cond,
                                  const struct object *mutex, const void *pc)
{
    for (thread_set rest = cond->waiters; rest; rest &= rest - 1)
        if (threads[set_first(rest)].wake_mutex != mutex)
            execution_fail(VERDICT_MISUSE, pc,
                           "two threads wait on one condition variable with "
                           "two different mutexes");
}

bool mutex_owner_dies(struct object *mutex);

void policy_ends_with_locks(struct thread *thread)
{
    for (int i = 0; i < thread->held_count; i++)
        if (thread->held[i]->type == OBJECT_MUTEX &&
            thread->held[i]->owner == thread &&
            mutex_owner_dies(thread->held[i]))
            thread->held[i--] = thread->held[--thread->held_count];
}

void policy_at_the_end(void)
{
    if (!engine.options.leaks || !heap_live_blocks)
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
