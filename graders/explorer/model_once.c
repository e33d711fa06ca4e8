/* model_once.c - pthread_once() and call_once(): a lock around a flag.
 *
 * object->count is 0: new, 1: somebody runs it, 2: done. The flag itself is
 * set too, so that a program that assigns the initialiser again starts anew.
 */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "world.h"

#include <pthread.h>
#include <threads.h>

#define DONE 2

static struct object *once_object(int *flag, const void *pc)
{
    heap_check((uintptr_t)flag, sizeof *flag, true, pc);
    struct object *once = model_object(flag, OBJECT_ONCE, "a once flag", pc);
    if (once->count == DONE && *flag != DONE)
        once->count = 0;
    model_used(once, pc);
    return once;
}

static void run(struct object *once, int *flag, void (*function)(void),
                const void *pc)
{
    once->count = 1;
    once->owner = engine.current;
    once->owner_pc = pc;
    function();
    release_step(OP_UNLOCK, once, pc);
    race_release(once);
    once->owner = NULL;
    once->count = DONE;
    world_touch((uintptr_t)flag, sizeof *flag);
    *flag = DONE;
}

static void call_once_at(int *flag, void (*function)(void), const void *pc)
{
    op_publish(OP_ONCE, once_object(flag, pc), ACCESS_ACQUIRE, pc);
    engine.current->op.operand = (uintptr_t)function;
    schedule();
    struct object *once = once_object(flag, pc);
    race_acquire(once);
    if (once->count != DONE)
        run(once, flag, function, pc);
}

int model_pthread_once(pthread_once_t *flag, void (*function)(void))
{
    call_once_at(flag, function, CALLER);
    return 0;
}

void model_call_once(once_flag *flag, void (*function)(void))
{
    call_once_at((int *)flag, function, CALLER);
}
