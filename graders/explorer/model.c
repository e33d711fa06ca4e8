/* model.c - see model.h. */
#include "model.h"
#include "explore_internal.h"
#include "policy.h"
#include "search.h"
#include "heap.h"
#include "policy.h"
#include "spin.h"
#include "trace.h"
#include "world.h"

#include <string.h>

#define NS_PER_S INT64_C(1000000000)
#define SECONDS_MAX INT64_C(4000000000) /* from there on, time is for ever */
#define GONE 0xdd /* what the memory of a destroyed object holds */

int64_t deadline_from(const struct timespec *at, clockid_t clock)
{
    int64_t ns = ns_from(at);
    return clock == CLOCK_REALTIME ? ns - engine.wall_offset_ns : ns;
}

int64_t ns_from(const struct timespec *time)
{
    if (time->tv_sec > SECONDS_MAX)
        return SECONDS_MAX * NS_PER_S;
    if (time->tv_sec < 0)
        return 0;
    return time->tv_sec * NS_PER_S + time->tv_nsec;
}

void op_set_deadline(int64_t deadline_ns)
{
    struct op *op = &engine.current->op;
    policy_budgets_are_used();
    policy_time_counts();
    op->timed = true;
    op->deadline_ns = deadline_ns;
    op->clock_access = ACCESS_WRITE;
}

bool op_limit_time(const struct timespec *until, clockid_t clock)
{
    if (!until)
        return true;
    if (!is_timespec(until))
        return false;
    op_set_deadline(deadline_from(until, clock));
    return true;
}

void op_expire(void)
{
    struct op *op = &engine.current->op;
    op->by_expiry = true;
    trace_reason(REASON_EXPIRY);
    if (op->deadline_ns <= engine.now_ns)
        return;
    engine.early_left--;
    engine.now_ns = op->deadline_ns;
}

void held_add(struct thread *thread, struct object *lock, const void *pc)
{
    if (thread->held_count < HELD_MAX) {
        thread->held[thread->held_count] = lock;
        thread->held_pc[thread->held_count++] = pc;
    }
}

void held_remove(struct thread *thread, const struct object *lock)
{
    for (int i = thread->held_count - 1; i >= 0; i--) {
        if (thread->held[i] != lock)
            continue;
        for (int k = i + 1; k < thread->held_count; k++) {
            thread->held[k - 1] = thread->held[k];
            thread->held_pc[k - 1] = thread->held_pc[k];
        }
        thread->held_count--;
        return;
    }
}

bool held_has(const struct thread *thread, const struct object *lock)
{
    for (int i = 0; i < thread->held_count; i++)
        if (thread->held[i] == lock)
            return true;
    return false;
}

/* A thread that has joined another one since its last step knows more than
 * that step did; only a step of its own can hand this on. */
void release_step(enum op_kind kind, struct object *object, const void *pc)
{
    struct thread *self = engine.current;
    op_publish(kind, object, ACCESS_RELEASE, pc);
    bool is_seen = engine.locks_are_watched || self->last_event < 0 ||
                   self->before != node_row(self->last_event);
    if (is_seen) {
        schedule();
        return;
    }
    if (__builtin_expect(engine.recording, 0))
        trace_release();
    object->last_release = self->last_event;
    if (spinners)
        spin_wake_all(self);
}

static const char *other_noun(enum object_type type)
{
    static const char *const nouns[] = {
        [OBJECT_MEMORY] = "an atomic",          [OBJECT_MUTEX] = "a mutex",
        [OBJECT_COND] = "a condition variable", [OBJECT_SEM] = "a semaphore",
        [OBJECT_RWLOCK] = "a read-write lock",  [OBJECT_BARRIER] = "a barrier",
        [OBJECT_ONCE] = "a once flag",          [OBJECT_SPIN] = "a spin lock",
    };
    return type <= OBJECT_SPIN && nouns[type] ? nouns[type] : "something else";
}

/* Whether an initialiser was assigned since it was destroyed: a static one
 * makes a new object, without any call. */
static bool is_assigned_anew(const void *address, enum object_type type)
{
    const unsigned char *bytes = address;
    return (type == OBJECT_MUTEX || type == OBJECT_COND ||
            type == OBJECT_RWLOCK) &&
           bytes[0] != GONE;
}

struct object *model_object(const void *address, enum object_type type,
                            const char *noun, const void *pc)
{
    if (!address)
        execution_fail(VERDICT_MISUSE, pc, "a null pointer is used as %s",
                       noun);
    struct object *object = object_at((uintptr_t)address, type);
    if (object->type == OBJECT_DESTROYED && is_assigned_anew(address, type))
        object_renew(object, type);
    if (object->type == OBJECT_DESTROYED)
        execution_fail(VERDICT_MISUSE, pc, "%s is used after it was destroyed",
                       noun);
    if (object->type != type)
        execution_fail(VERDICT_MISUSE, pc, "%s is used as %s",
                       other_noun(object->type), noun);
    return object;
}

struct object *model_make(void *address, size_t size, enum object_type type,
                          const char *noun, const void *pc)
{
    if (!address)
        execution_fail(VERDICT_MISUSE, pc,
                       "a null pointer is initialised as %s", noun);
    heap_check((uintptr_t)address, size, true, pc);
    policy_objects_come_and_go();
    shadow_access((uintptr_t)address, size, true, false, pc);
    struct object *object = object_at((uintptr_t)address, type);
    policy_not_in_use(object, noun, "initialised", pc);
    object_renew(object, type);
    object->made_pc = pc;
    world_touch((uintptr_t)address, size);
    memset(address, 0, size);
    return object;
}

void model_destroy(struct object *object, size_t size, const char *noun,
                   const void *pc)
{
    policy_objects_come_and_go();
    shadow_access(object->address, size, true, false, pc);
    policy_not_in_use(object, noun, "destroyed", pc);
    policy_destroyed_while_awaited(object, noun, pc);
    object->type = OBJECT_DESTROYED;
    object->gone_pc = pc;
    world_touch(object->address, size);
    memset((void *)object->address, GONE, size);
}

void model_used(const struct object *object, const void *pc)
{
    if (engine.uses_recorded)
        shadow_access(object->address, 1, false, true, pc);
}
