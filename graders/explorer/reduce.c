/* reduce.c - which schedules need not be tried: source sets.
 *
 * Two executions that differ only in the order of neighbouring steps that do
 * not touch the same thing end in the same state. For each step, this file
 * computes what happens before it (a vector clock over *dependence*, which is
 * more than the program's synchronisation), finds the earlier steps it could
 * be swapped with, and asks for the other order at the node of the earlier
 * one. After Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order
 * reduction", POPL 2014, algorithm 1 (source sets and sleep sets), with locks:
 * an acquire is raced by the acquire before it, not by the release between.
 *
 * Releases are usually no events of their own (engine.locks_are_watched): they
 * belong to the event after which they are made, and nobody can see that they
 * were not made later.
 */
#include "clocks.h"
#include "lockset.h"
#include "search.h"

uint32_t *node_rows;
static thread_set next_sleep;

void reduce_rows(uint32_t *memory)
{
    node_rows = memory;
}

/* ---- what happens before ---- */

void thread_happens_after(struct thread *sleeper, const struct thread *waker)
{
    const uint32_t *row = waker->before;
    if (!row)
        return;
    if (strategy != &dpor_strategy) {
        sleeper->before = sleeper->before_own;
        return;
    }
    if (sleeper->before != sleeper->before_own) {
        if (sleeper->before)
            clock_copy(sleeper->before_own, sleeper->before);
        else
            clock_clear(sleeper->before_own);
        sleeper->before = sleeper->before_own;
    }
    clock_join(sleeper->before_own, row);
}

static void join_object(uint32_t *row, const struct object *object,
                        enum op_access access)
{
    if (object->last_write >= 0)
        clock_join(row, node_row(object->last_write));
    if (access != ACCESS_RELEASE && object->last_release >= 0)
        clock_join(row, node_row(object->last_release));
    if (access == ACCESS_READ)
        return;
    for (thread_set rest = object->readers; rest; rest &= rest - 1)
        clock_join(row, node_row(object->last_read[set_first(rest)]));
}

static void make_row(uint32_t *row, const struct thread *thread, int event)
{
    if (thread->before)
        clock_copy(row, thread->before);
    else
        clock_clear(row);
    const struct op *op = &thread->op;
    if (op->access != ACCESS_NONE)
        join_object(row, op->object, op->access);
    if (op->second_access != ACCESS_NONE)
        join_object(row, op->second, op->second_access);
    if (op->clock_access != ACCESS_NONE)
        join_object(row, object_clock, op->clock_access);
    row[thread->id] = (uint32_t)event + 1;
}

static void note_access(struct object *object, enum op_access access,
                        int thread, int event, int which)
{
    nodes[event].write_before[which] = -1;
    if (access == ACCESS_NONE)
        return;
    nodes[event].write_before[which] = object->last_write;
    if (access == ACCESS_READ) {
        object->readers |= SET_OF(thread);
        object->last_read[thread] = event;
        return;
    }
    object->last_write = event;
    object->readers = 0;
    if (access == ACCESS_RELEASE)
        object->last_release = event;
}

/* ---- races ---- */

static inline bool touch_conflicts(const struct object *object, uint8_t access,
                                   const struct object *second,
                                   uint8_t second_access, const struct op *op)
{
    return (object == op->object && accesses_conflict(access, op->access)) ||
           (object == op->second &&
            accesses_conflict(access, op->second_access)) ||
           (second == op->object &&
            accesses_conflict(second_access, op->access)) ||
           (second == op->second &&
            accesses_conflict(second_access, op->second_access));
}

static bool node_conflicts(const struct node *node, const struct op *op)
{
    return touch_conflicts(node->object, node->access, node->second,
                           node->second_access, op) ||
           accesses_conflict(node->clock_access, op->clock_access);
}

bool ops_conflict(const struct op *a, const struct op *b)
{
    return touch_conflicts(a->object, a->access, a->second, a->second_access,
                           b) ||
           accesses_conflict(a->clock_access, b->clock_access);
}

/* Whether nothing at or after `event` happens before this, but for thread
 * `self`'s own steps. */
static bool is_independent_of_later(const uint32_t *clock, int event, int self)
{
    return clock_count_above(clock, event) <= (clock[self] > (uint32_t)event);
}

/* Who could take the first step of: all that does not happen after `event`,
 * then this thread's operation. */
static thread_set initials(int event, int end, const struct thread *thread,
                           const uint32_t *before)
{
    thread_set seen = 0, initial = 0;
    int racing = nodes[event].thread;
    bool conflicts = false;
    for (int i = event + 1; i < end; i++) {
        const uint32_t *row = node_row(i);
        int who = nodes[i].thread;
        if (row[racing] > (uint32_t)event)
            continue;
        conflicts = conflicts || node_conflicts(&nodes[i], &thread->op);
        if (seen & SET_OF(who))
            continue;
        seen |= SET_OF(who);
        if (is_independent_of_later(row, event, who))
            initial |= SET_OF(who);
    }
    if (!(seen & SET_OF(thread->id)) && !conflicts &&
        is_independent_of_later(before, event, thread->id))
        initial |= SET_OF(thread->id);
    return initial;
}

static void reverse(int event, int end, const struct thread *thread,
                    const uint32_t *before)
{
    struct node *node = &nodes[event];
    if (node->thread == thread->id || before[node->thread] > (uint32_t)event)
        return; /* it has to come first */
    thread_set initial = initials(event, end, thread, before);
    if (initial & (node->backtrack | node->sleep))
        return; /* tried, to be tried, or tried elsewhere */
    initial &= node->enabled;
    if (initial & SET_OF(thread->id))
        node->backtrack |= SET_OF(thread->id);
    else if (initial)
        node->backtrack |= SET_OF(set_first(initial));
    else
        node->backtrack |= node->enabled;
}

/* ---- what waits ---- */

/* Whether an operation, had it come just before an event on the same object,
 * would have had to wait there (for what that event, or a later one, does).
 * Then the race is with an event further back: one that took what was there.
 * What the object held counts, not whether the thread had got so far in this
 * execution: in an equal one it may have, and sleep sets keep that one from
 * being run. */
enum could { COULD, COULD_NOT, PERHAPS };

static enum could could_lock(const struct node *node, const struct op *op,
                             const struct object *lock)
{
    bool is_read = op->kind == OP_READ_LOCK || op->kind == OP_READ_LOCK_TIMED;
    bool is_timed = op->kind == OP_LOCK_TIMED ||
                    op->kind == OP_READ_LOCK_TIMED ||
                    op->kind == OP_WRITE_LOCK_TIMED;
    if (lock->type == OBJECT_RWLOCK && lock->kind)
        return PERHAPS; /* who may come in depends on more */
    if (is_read ? node->value_before >= 0 : node->value_before == 0)
        return COULD;
    return is_timed ? PERHAPS : COULD_NOT;
}

static enum could could_come_before(const struct node *node,
                                    const struct thread *thread,
                                    const struct object *object)
{
    const struct op *op = &thread->op;
    if (object == object_clock)
        return COULD;
    switch (op->kind) {
    case OP_SEM_WAIT:
        return node->value_before > 0 ? COULD : COULD_NOT;
    case OP_SEM_WAIT_TIMED:
        return node->value_before > 0 ? COULD : PERHAPS;
    case OP_ONCE:
        return node->value_before != 1 ? COULD : COULD_NOT;
    case OP_AWAIT:
        return node->value_before >= op->awaited ? COULD : COULD_NOT;
    case OP_WAKE:
        if (object != op->object)
            return could_lock(node, op, object);
        if (node->pickable_before & SET_OF(thread->id))
            return COULD;
        return op->timed || engine.options.spurious ? PERHAPS : COULD_NOT;
    case OP_LOCK:
    case OP_RELOCK:
    case OP_LOCK_TIMED:
    case OP_READ_LOCK:
    case OP_READ_LOCK_TIMED:
    case OP_WRITE_LOCK:
    case OP_WRITE_LOCK_TIMED:
        return could_lock(node, op, object);
    default:
        return COULD;
    }
}

/* Of a lock: -1 if it is held to write, else how many read. */
static long value_of_object(const struct object *object)
{
    if (object->type == OBJECT_MUTEX || object->type == OBJECT_SPIN)
        return object->owner ? -1 : 0;
    if (object->type == OBJECT_RWLOCK)
        return object->owner ? -1 : set_size(object->waiters);
    return object->count;
}

static void note_values(struct node *node, const struct op *op)
{
    const struct object *cond = op->object;
    node->value_before = 0;
    node->pickable_before = 0;
    if (op->own)
        node->value_before = *(const long *)op->address;
    else if (op->second_access != ACCESS_NONE)
        node->value_before = value_of_object(op->second);
    else if (op->object)
        node->value_before = value_of_object(op->object);
    if (cond && cond->type == OBJECT_COND && cond->token_count)
        node->pickable_before = cond->tokens[cond->token_count - 1];
}

static int write_before(int event, const struct object *object)
{
    const struct node *node = &nodes[event];
    int which = node->access != ACCESS_NONE && node->object == object ? 0
                : node->second_access != ACCESS_NONE && node->second == object
                    ? 1
                    : 2;
    return node->write_before[which];
}

/* Asks for the other order of the event and the thread's operation, or of an
 * event further back. Returns: whether all events before are ordered by it. */
static bool race_with(int event, const struct object *object, int end,
                      const struct thread *thread, const uint32_t *before)
{
    enum could could = could_come_before(&nodes[event], thread, object);
    if (could != COULD_NOT)
        reverse(event, end, thread, before);
    return could == COULD;
}

/* Returns: whether the writes before these reads happen before, too. */
static bool races_with_readers(const struct object *object, int end,
                               const struct thread *thread,
                               const uint32_t *before)
{
    bool ordered = false;
    for (thread_set rest = object->readers; rest; rest &= rest - 1)
        ordered |= race_with(object->last_read[set_first(rest)], object, end,
                             thread, before);
    return ordered;
}

static void races_at(const struct object *object, enum op_access access,
                     int end, const struct thread *thread,
                     const uint32_t *before)
{
    if (access == ACCESS_NONE)
        return;
    bool ordered = access != ACCESS_READ &&
                   races_with_readers(object, end, thread, before);
    if (access == ACCESS_RELEASE || (access == ACCESS_WRITE && ordered))
        return;
    int event = object->last_write;
    while (event >= 0 && !race_with(event, object, end, thread, before))
        event = write_before(event, object);
}

static void races(const struct thread *thread, int end)
{
    _Alignas(16) static const uint32_t nothing[THREADS_MAX];
    const uint32_t *before = thread->before ? thread->before : nothing;
    const struct op *op = &thread->op;
    races_at(op->object, op->access, end, thread, before);
    races_at(op->second, op->second_access, end, thread, before);
    races_at(object_clock, op->clock_access, end, thread, before);
}

/* ---- the interface ---- */

static void filter_sleep(const struct node *node, const struct thread *thread)
{
    next_sleep = 0;
    for (thread_set rest = node->sleep; rest; rest &= rest - 1) {
        int id = set_first(rest);
        if (id != thread->id && !ops_conflict(&threads[id].op, &thread->op))
            next_sleep |= SET_OF(id);
    }
}

static void note_operation(struct node *node, const struct op *op)
{
    node->object = op->object;
    node->second = op->second;
    node->access = op->access;
    node->second_access = op->second_access;
    node->clock_access = op->clock_access;
    note_values(node, op);
}

static void reduce_step_again(struct thread *thread, int event)
{
    const struct op *op = &thread->op;
    note_access(op->object, op->access, thread->id, event, 0);
    note_access(op->second, op->second_access, thread->id, event, 1);
    note_access(object_clock, op->clock_access, thread->id, event, 2);
}

static void reduce_step(struct thread *thread, int event)
{
    struct node *node = &nodes[event];
    note_operation(node, &thread->op);
    races(thread, event);
    make_row(node_row(event), thread, event);
    filter_sleep(node, thread);
    reduce_step_again(thread, event);
}

void reduce_withdrawn(const struct thread *thread)
{
    if (strategy == &dpor_strategy && engine.depth >= engine.replay_length)
        races(thread, engine.depth);
}

/* Where all who can go on are asleep, what they would do is explored elsewhere;
 * but what the others wait for has been taken from them here. */
void reduce_pending(void)
{
    thread_set whose = engine.live;
    if (engine.ending == END_LIMIT || engine.restart)
        return;
    if (engine.ending == END_CUT)
        whose &= ~nodes[engine.depth].enabled;
    for (; whose; whose &= whose - 1) {
        const struct thread *thread = &threads[set_first(whose)];
        if (thread->state == THREAD_READY)
            races(thread, engine.depth);
    }
}

/* ---- the strategy ---- */

static bool first_execution;

void dpor_start(void)
{
    first_execution = true;
    lockset_start(!engine.lockset_failed); /* for tree_adopt() */
    next_sleep = 0;
    engine.replay_length = 0;
}

/* The first execution goes round, so that every thread meets every other one
 * early; later ones keep the thread that runs, which is quicker. */
static int preferred(thread_set from)
{
    int last = engine.last_runner ? engine.last_runner->id : 0;
    if (!first_execution && (from & SET_OF(last)))
        return last;
    thread_set later = last + 1 < THREADS_MAX ? from >> (last + 1) : 0;
    return later ? last + 1 + set_first(later) : set_first(from);
}

static int dpor_choose(struct node *node, int depth, int *alternative)
{
    *alternative = 0;
    node->sleep = depth == 0 ? 0 : next_sleep;
    thread_set awake = node->enabled & ~node->sleep;
    if (!awake)
        return -1;
    int chosen = preferred(awake);
    node->backtrack = SET_OF(chosen);
    node->done = 0;
    return chosen;
}

static bool dpor_advance(void)
{
    if (first_execution)
        lockset_stop();
    first_execution = false;
    for (int depth = engine.depth - 1; depth >= 0; depth--) {
        struct node *node = &nodes[depth];
        if (++node->alternative < node->alternatives) {
            engine.replay_length = depth + 1;
            return true;
        }
        node->done |= SET_OF(node->thread);
        node->sleep |= SET_OF(node->thread);
        thread_set rest = node->backtrack & node->enabled & ~node->sleep;
        if (rest) {
            node->thread = (uint8_t)set_first(rest);
            node->alternative = 0;
            node->alternatives = 0; /* known when it is replayed */
            engine.replay_length = depth + 1;
            return true;
        }
    }
    return false;
}

const struct strategy_functions dpor_strategy = {.choose = dpor_choose,
                                                 .step = reduce_step,
                                                 .step_again =
                                                     reduce_step_again,
                                                 .advance = dpor_advance};
