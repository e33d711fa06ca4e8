/* model.c - see model.h. */
#include "model.h"
#include "explore_internal.h"
#include "policy.h"
#include "search.h"
#include "spin.h"
#include "trace.h"

int64_t deadline_from(const struct timespec *at, clockid_t clock)
{
    int64_t ns = (int64_t)at->tv_sec * 1000000000 + at->tv_nsec;
    return clock == CLOCK_REALTIME ? ns - engine.wall_offset_ns : ns;
}

void op_set_deadline(int64_t deadline_ns)
{
    struct op *op = &engine.current->op;
    policy_budgets_are_used();
    op->timed = true;
    op->deadline_ns = deadline_ns;
    op->clock_access = ACCESS_WRITE;
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
    const int most = sizeof thread->held / sizeof *thread->held;
    if (thread->held_count < most) {
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
        [OBJECT_ONCE] = "a once flag",
    };
    return type <= OBJECT_ONCE && nouns[type] ? nouns[type] : "something else";
}

struct object *model_object(const void *address, enum object_type type,
                            const char *noun, const void *pc)
{
    if (!address)
        execution_fail(VERDICT_MISUSE, pc, "a null pointer is used as %s",
                       noun);
    struct object *object = object_at((uintptr_t)address, type);
    if (object->type == OBJECT_DESTROYED)
        execution_fail(VERDICT_MISUSE, pc, "%s is used after it was destroyed",
                       noun);
    if (object->type != type)
        execution_fail(VERDICT_MISUSE, pc, "%s is used as %s",
                       other_noun(object->type), noun);
    return object;
}
