/* sleepers.c - see sleepers.h. */
#include "sleepers.h"
#include "lockset.h"

static thread_set asleep; /* behind the step that is being made */
static thread_set dozing; /* of these, only if it begins a quiet section */

void sleepers_wake(void)
{
    asleep = dozing = 0;
}

/* Whether the step at the parent took a lock, and what its thread did since is
 * a quiet section: nothing written that another thread could see, and the lock
 * released, or about to be by a wait. */
static bool was_quiet(const struct node *parent)
{
    const struct thread *thread = &threads[parent->thread];
    const struct object *lock = parent->object;
    if (parent->kind != OP_LOCK || !lockset_proves || thread->segment_writes ||
        thread->state != THREAD_READY)
        return false;
    return lock->owner != thread ||
           (thread->op.kind == OP_WAIT && thread->op.second == lock);
}

thread_set sleepers_at(struct node *node, int depth)
{
    node->quiet = 0;
    if (depth == 0)
        return 0;
    struct node *parent = node - 1;
    if (was_quiet(parent))
        parent->quiet |= SET_OF(parent->thread);
    else
        asleep &= ~dozing;
    node->quiet = parent->quiet & asleep;
    return asleep;
}

/* What has budgets, or tells the time, commutes with nothing: whether anybody
 * else can go on decides what it does. */
static bool is_global(const struct op *op)
{
    return op->clock_access != ACCESS_NONE || op->timed ||
           op->kind == OP_SETTLE || op->kind == OP_EXIT;
}

static bool is_about_conditions(const struct op *op)
{
    return op->kind == OP_SIGNAL || op->kind == OP_BROADCAST ||
           op->kind == OP_WAKE;
}

/* Whether the step belongs to another thread's section of the lock that this
 * operation wants: only quiet ones are dozed through. */
static bool is_section_of(const struct op *next, const struct op *op)
{
    return (next->kind == OP_LOCK && next->object == op->object) ||
           (next->kind == OP_WAIT && next->second == op->object);
}

void sleepers_step(const struct node *node, const struct thread *next)
{
    thread_set candidates = (node->sleep | node->done) & ~SET_OF(next->id);
    asleep = dozing = 0;
    if (is_global(&next->op))
        return;
    for (thread_set rest = candidates; rest; rest &= rest - 1) {
        int id = set_first(rest);
        const struct op *op = &threads[id].op;
        bool quiet = node->quiet & SET_OF(id);
        if (is_global(op) || (quiet && is_about_conditions(&next->op)))
            continue;
        if (ops_conflict(op, &next->op)) {
            if (!quiet || !is_section_of(&next->op, op))
                continue;
            if (next->op.kind == OP_LOCK)
                dozing |= SET_OF(id);
        }
        asleep |= SET_OF(id);
    }
}
