/* sched.c - the path of a step: who can go on, who does, and the switch. */
#include "engine.h"
#include "explore_internal.h"
#include "search.h"
#include "shadow.h"
#include "spin.h"
#include "state.h"
#include "tls.h"
#include "trace.h"

#include <string.h>

#define STACK_WIPED 1024 /* more than a decision takes */

struct thread nobody;
struct engine engine = {.current = &nobody};
struct thread threads[THREADS_MAX];

/* ---- what can go on ---- */

static bool may_come_early(const struct thread *thread)
{
    return thread->op.timed &&
           (engine.early_left > 0 || thread->op.deadline_ns <= engine.now_ns);
}

/* A lock with a time limit: one way in, or one way out. */
static int alternatives_of_lock(const struct thread *thread, bool is_free)
{
    if (is_free)
        return 1;
    return may_come_early(thread) ? 1 : 0;
}

/* Picked by a signal, for no reason, over time: in this order (woken() in
 * model_cond.c). */
static int alternatives_of_wake(const struct thread *thread)
{
    const struct object *cond = thread->op.object;
    const struct object *mutex = thread->op.second;
    int ways = !mutex->owner && cond_may_pick(cond, thread) ? 1 : 0;
    if (engine.spurious_left > 0 || thread->op.timed)
        if (cond_may_leave(cond, thread))
            ways += (engine.spurious_left > 0) + may_come_early(thread);
    return ways;
}

static int alternatives_of_signal(const struct object *cond)
{
    if (cond_picks_late(cond))
        return 1;
    int waiters = set_size(cond->waiters);
    return waiters > 1 ? waiters : 1;
}

int op_alternatives(const struct thread *thread)
{
    const struct op *op = &thread->op;
    switch (op->kind) {
    case OP_LOCK:
    case OP_RELOCK:
        return !op->object->owner;
    case OP_LOCK_TIMED:
        return alternatives_of_lock(thread, !op->object->owner);
    case OP_WAKE:
        return alternatives_of_wake(thread);
    case OP_SIGNAL:
        return alternatives_of_signal(op->object);
    case OP_SEM_WAIT:
        return op->object->count > 0;
    case OP_SEM_WAIT_TIMED:
        return alternatives_of_lock(thread, op->object->count > 0);
    case OP_READ_LOCK:
        return rwlock_admits_reader(op->object);
    case OP_READ_LOCK_TIMED:
        return alternatives_of_lock(thread, rwlock_admits_reader(op->object));
    case OP_WRITE_LOCK:
        return rwlock_admits_writer(op->object);
    case OP_WRITE_LOCK_TIMED:
        return alternatives_of_lock(thread, rwlock_admits_writer(op->object));
    case OP_BARRIER_ARRIVE: /* which one is the serial thread */
        return op->object->count + 1 == op->object->limit ? op->object->limit
                                                          : 1;
    case OP_ONCE:
        return op->object->count != 1;
    case OP_UPDATE:
        return op->weak && engine.spurious_left > 0 ? 2 : 1;
    case OP_AWAIT:
        return *(const long *)op->address >= op->awaited;
    case OP_JOIN:
    case OP_BARRIER_LEAVE: /* made eager by who ends it */
    case OP_SETTLE:        /* nobody_can_run() */
    case OP_STUCK:
        return 0;
    case OP_JOIN_TIMED:
        return threads[op->address].state == THREAD_FINISHED ||
               may_come_early(thread);
    case OP_SLEEP:
        return 1; /* how long others take is nobody's promise */
    case OP_CHOOSE:
        return op->choices;
    case OP_EXIT:
        return 0; /* after everybody else: nobody_can_run() */
    default:
        return 1;
    }
}

/* What is known of an operation by its kind alone: most can always go on, in
 * one way, and some never by themselves; others if nobody owns the object; of
 * some, what they touch is known only when they do (resolve_access()). */
enum manner {
    MAY_WAIT = 0,
    GOES_ON = 1,
    PARKED = 2,
    RESOLVED = 4,
    NEEDS_FREE = 8
};

static const uint8_t manners[OP_KINDS] = {
    [OP_READ] = GOES_ON,
    [OP_WRITE] = GOES_ON,
    [OP_UPDATE] = GOES_ON,
    [OP_FENCE] = GOES_ON,
    [OP_LOCK] = NEEDS_FREE,
    [OP_RELOCK] = NEEDS_FREE,
    [OP_LOCK_TIMED] = RESOLVED,
    [OP_TRYLOCK] = GOES_ON | RESOLVED,
    [OP_UNLOCK] = GOES_ON,
    [OP_WAIT] = GOES_ON,
    [OP_BROADCAST] = GOES_ON,
    [OP_SEM_TRYWAIT] = GOES_ON,
    [OP_SEM_POST] = GOES_ON,
    [OP_SEM_VALUE] = GOES_ON,
    [OP_READ_LOCK_TIMED] = RESOLVED,
    [OP_TRY_READ_LOCK] = GOES_ON | RESOLVED,
    [OP_WRITE_LOCK_TIMED] = RESOLVED,
    [OP_TRY_WRITE_LOCK] = GOES_ON | RESOLVED,
    [OP_RW_UNLOCK] = GOES_ON,
    [OP_BARRIER_LEAVE] = PARKED,
    [OP_ONCE] = RESOLVED,
    [OP_JOIN] = PARKED,
    [OP_JOIN_TRY] = GOES_ON,
    [OP_SLEEP] = GOES_ON,
    [OP_CLOCK] = GOES_ON,
    [OP_YIELD] = GOES_ON,
    [OP_EXIT] = PARKED,
    [OP_STUCK] = PARKED,
    [OP_SETTLE] = PARKED,
    [OP_MEET] = GOES_ON,
    [OP_FREE] = GOES_ON,
};

/* As op_alternatives(), quicker. */
static inline int ways_on(const struct thread *thread)
{
    uint8_t manner = manners[thread->op.kind];
    if (manner & (GOES_ON | PARKED) && !thread->op.weak)
        return manner & GOES_ON;
    if (manner & NEEDS_FREE)
        return !thread->op.object->owner;
    return op_alternatives(thread);
}

static inline uint64_t enabled_among(uint64_t half, struct thread *first)
{
    uint64_t enabled = 0;
    for (; half; half &= half - 1) {
        int i = __builtin_ctzll(half);
        if (ways_on(&first[i]) > 0)
            enabled |= UINT64_C(1) << i;
    }
    return enabled;
}

static thread_set enabled_set(void)
{
    thread_set awake = engine.live & ~spinners;
    thread_set enabled = enabled_among((uint64_t)awake, threads);
    uint64_t high = (uint64_t)(awake >> 64);
    if (__builtin_expect(high != 0, 0))
        enabled |= (thread_set)enabled_among(high, threads + 64) << 64;
    return enabled;
}

/* ---- when nobody can ---- */

/* Time moves only now: up to the nearest deadline. */
static thread_set move_time(void)
{
    thread_set next = 0;
    int64_t nearest = INT64_MAX;
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *t = &threads[set_first(rest)];
        if (t->state != THREAD_READY || !t->op.timed || t->spinning)
            continue;
        if (t->op.kind == OP_WAKE && !cond_may_leave(t->op.object, t))
            continue; /* a signal is for it, and only a mutex keeps it */
        if (t->op.deadline_ns < nearest) {
            nearest = t->op.deadline_ns;
            next = 0;
        }
        if (t->op.deadline_ns == nearest)
            next |= SET_OF(t->id);
    }
    if (next && ++engine.forced_expiries > FORCED_EXPIRIES_MAX)
        execution_fail(VERDICT_LIVELOCK, NULL,
                       "only time passes: nothing but time-outs has happened "
                       "%d times in a row",
                       FORCED_EXPIRIES_MAX);
    if (next && nearest > engine.now_ns)
        engine.now_ns = nearest;
    return next;
}

static thread_set those_that_publish(enum op_kind kind)
{
    thread_set found = 0;
    for (thread_set rest = engine.live; rest; rest &= rest - 1)
        if (threads[set_first(rest)].op.kind == kind)
            found |= SET_OF(set_first(rest));
    return found;
}

static thread_set nobody_can_run(void)
{
    thread_set next = spin_wake_for_memory();
    if (next)
        return next;
    next = those_that_publish(OP_SETTLE);
    if (next)
        return next;
    next = spin_wake_for_time();
    if (next)
        return next;
    next = move_time();
    if (next)
        return next;
    next = those_that_publish(OP_EXIT);
    if (next)
        return next;
    deadlock_found();
}

/* ---- the decision ---- */

static struct thread *take_eager(void)
{
    struct thread *next = &threads[set_first(engine.eager)];
    engine.eager &= engine.eager - 1;
    return next;
}

_Noreturn static void diverged(const struct node *node)
{
    execution_fail(VERDICT_GRADER_FAULT, NULL,
                   "the same schedule went another way at step %d (thread %d "
                   "is not where it was): something outside of the explorer's "
                   "reach decides what the program does",
                   engine.depth, node->thread);
}

/* A try or a time-out that does not get the lock only reads it. */
static void resolve_access(struct op *op)
{
    const struct object *lock = op->object;
    switch (op->kind) {
    case OP_TRYLOCK:
    case OP_LOCK_TIMED:
        op->access = lock->owner ? ACCESS_READ : ACCESS_ACQUIRE;
        break;
    case OP_TRY_READ_LOCK:
    case OP_READ_LOCK_TIMED:
        op->access = rwlock_admits_reader(lock) ? ACCESS_WRITE : ACCESS_READ;
        break;
    case OP_TRY_WRITE_LOCK:
    case OP_WRITE_LOCK_TIMED:
        op->access = rwlock_admits_writer(lock) ? ACCESS_WRITE : ACCESS_READ;
        break;
    case OP_ONCE: /* what is done stays done */
        op->access = lock->count ? ACCESS_READ : ACCESS_ACQUIRE;
        break;
    default:
        break;
    }
}

/* A new decision is the strategy's. */
static void choose(struct node *node, int depth)
{
    node->alternative = 0;
    node->follows_circle = false;
    node->state = 0; /* not known; what stands there is of an earlier search */
    int chosen = strategy->choose(node, depth, &node->alternative);
    if (chosen < 0)
        execution_end(END_CUT);
    node->thread = (uint8_t)(chosen & (THREADS_MAX - 1));
}

static bool changes_something(const struct op *op)
{
    return op->access > ACCESS_READ || op->second_access > ACCESS_READ ||
           op->clock_access > ACCESS_READ;
}

/* Who can go on; notes whether it took something to happen first. */
static thread_set find_enabled(struct node *node)
{
    thread_set enabled = enabled_set();
    node->takes_time = !enabled;
    return enabled ? enabled : nobody_can_run();
}

/* A decision that has not been made before, or the last prescribed one, which
 * was another one's before. */
static struct thread *decide_anew(struct node *node, int depth)
{
    if (depth >= engine.options.steps_max ||
        engine.compared > STATE_COMPARED_MAX)
        execution_end(END_LIMIT);
    thread_set enabled = find_enabled(node);
    if (depth >= engine.replay_length) {
        node->enabled = enabled;
        choose(node, depth);
    } else if (enabled != node->enabled) {
        diverged(node);
    }
    struct thread *next = &threads[node->thread];
    node->alternatives = node->follows_circle ? 1 : ways_on(next);
    node->kind = next->op.kind;
    node->pc = next->op.pc;
    node->object = next->op.object;
    return next;
}

/* One that was. That it is at the same place with the same in mind is enough
 * to know that nothing went another way. */
static struct thread *decide_again(struct node *node)
{
    struct thread *next = &threads[node->thread];
    if (node->takes_time)
        find_enabled(node);
    if (next->op.pc != node->pc || next->op.kind != node->kind)
        diverged(node);
    return next;
}

static inline void before_step(struct thread *next, const struct node *node)
{
    next->op.alternative = node->alternative;
    if (manners[next->op.kind] & RESOLVED)
        resolve_access(&next->op);
}

static inline void after_step(struct thread *next, int depth)
{
    next->last_event = depth;
    next->before = node_row(depth);
    if (__builtin_expect(spinners != 0, 0) && changes_something(&next->op))
        spin_wake_all(next);
    engine.depth = depth + 1;
}

/* Not inlined, so that the more frequent way, along what is prescribed, saves
 * no registers that only this one needs. */
__attribute__((noinline)) static struct thread *decide_freshly(int depth)
{
    struct node *node = &nodes[depth];
    struct thread *next = decide_anew(node, depth);
    before_step(next, node);
    if (strategy->step)
        strategy->step(next, depth);
    after_step(next, depth);
    return next;
}

/* Who does the next visible step; its op.alternative is set. */
static inline struct thread *decide(void)
{
    if (engine.eager)
        return take_eager();
    int depth = engine.depth;
    if (depth + 1 >= engine.replay_length)
        return decide_freshly(depth);
    struct thread *next = decide_again(&nodes[depth]);
    before_step(next, &nodes[depth]);
    if (strategy->step_again)
        strategy->step_again(next, depth);
    after_step(next, depth);
    return next;
}

static void go_on_with(struct thread *self, struct thread *next)
{
    next->hash_is_known = false;
    if (next->state == THREAD_READY) {
        next->state = THREAD_RUNNING;
        next->segment_accesses = 0;
        next->segment_writes = false;
        if (engine.last_runner != next) {
            engine.last_runner = next;
            spin_begin(next);
        } else {
            next->alone++;
        }
    } else {
        next->state = THREAD_RUNNING;
    }
    if (next == self)
        return;
    engine.current = next;
    tls_switch(self, next);
    fiber_switch(&self->fiber, &next->fiber);
}

/* What the decision left on the thread's stack shows in variables of the
 * program that are not set yet. With it, a thread that goes round would never
 * be where it was before. */
__attribute__((noinline)) static void wipe_stack(void)
{
    char below[STACK_WIPED];
    memset(below, 0, sizeof below);
    __asm__ volatile("" : : "r"(below) : "memory");
}

void schedule(void)
{
    struct thread *self = engine.current;
    self->state = THREAD_READY;
    if (__builtin_expect(self->alone > SPIN_PATIENCE, 0) &&
        engine.last_runner == self)
        spin_check(self);
    go_on_with(self, decide());
    if (__builtin_expect(self->alone > SPIN_PATIENCE, 0))
        wipe_stack();
    if (__builtin_expect(engine.recording, 0))
        trace_step(self);
}

void schedule_last(void)
{
    go_on_with(engine.current, decide());
    __builtin_unreachable();
}

/* ---- ends ---- */

_Noreturn void execution_end(enum ending ending)
{
    struct fiber abandoned;
    engine.ending = ending;
    fiber_switch(&abandoned, &engine.search_fiber);
    __builtin_unreachable();
}
