/* tree.c - depth first over all decisions: every interleaving, or every one
 * up to states that were seen before, with any number of preemptions or a
 * few.
 *
 * A state is everything that decides what may happen from here on (state.c).
 * If it was seen, all that follows from it has been or is being explored, so
 * the execution is cut. Beside that, sleepers.c leaves out steps, but no
 * states; not with a bound: there the preemptions so far and the thread that
 * runs are part of the state. Bounds in this order: Musuvathi, Qadeer, PLDI
 * 2007.
 */
#include "lockset.h"
#include "outcomes.h"
#include "search.h"
#include "sleepers.h"
#include "spin.h"
#include "state.h"
#include "table.h"

static bool matching;
static int bound;
static bool bounded;
static struct table seen;
static int depth_limit = -1;

static void start(bool match_states, int preemptions)
{
    matching = match_states;
    bound = preemptions;
    bounded = false;
    engine.replay_length = 0;
    table_clear(&seen);
    lockset_proves = match_states && bound < 0 && !engine.lockset_failed;
}

void tree_start(bool match_states, int preemptions)
{
    start(match_states, preemptions);
    lockset_start(lockset_proves);
}

void tree_limit_depth(int depth)
{
    depth_limit = depth;
}

/* Not every access of this execution has been looked at by lockset_access(), so
 * that it cannot be the first one. */
static _Noreturn void start_with_states(void)
{
    engine.restart = true;
    execution_end(END_CUT);
}

void tree_adopt(void)
{
    engine.states_wanted = true;
    if (!lockset_is_watching() && !engine.lockset_failed)
        start_with_states();
    start(true, -1);
    sleepers_wake();
    if (engine.options.collect)
        outcomes_forget();
    for (int i = 0; i < engine.depth; i++) {
        nodes[i].backtrack = nodes[i].enabled;
        nodes[i].done = nodes[i].sleep = nodes[i].quiet = 0;
        nodes[i].preemptions = 0;
        nodes[i].cost = nodes[i].switch_cost = false;
    }
    strategy = &tree_strategy;
}

long tree_states(void)
{
    return seen.count;
}

bool tree_was_bounded(void)
{
    return bounded;
}

int preemption_cost(const struct node *node, int thread)
{
    const struct thread *last = engine.last_runner;
    if (!last || last->id == thread || !(node->enabled & SET_OF(last->id)))
        return 0;
    return last->op.kind != OP_SLEEP && last->op.kind != OP_YIELD;
}

static int last_runner_id(void)
{
    return engine.last_runner ? engine.last_runner->id : 0;
}

/* Threads from 64 on are never asleep. */
static bool may_sleep(void)
{
    return matching && bound < 0 && engine.thread_count <= 64;
}

/* Where a bound counts, what went on with whom is part of the state; else, who
 * will still be asleep when its lock is free. Returns: what is noted with it.
 */
static uint64_t *look_up(struct node *node, bool *added)
{
    struct state_hash hash;
    state_hash_now(&hash);
    node->state = hash.half[0];
    if (bound >= 0) {
        hash.half[0] += (uint64_t)(node->preemptions + 1) * 0x9e3779b97f4a7c15u;
        hash.half[1] ^= (uint64_t)(last_runner_id() + 1) * 0xc2b2ae3d27d4eb4fu;
    }
    uint64_t later = (uint64_t)(node->sleep & ~node->enabled);
    hash.half[0] += later * 0x9e3779b97f4a7c15u;
    hash.half[1] ^= later * 0xc2b2ae3d27d4eb4fu;
    return table_add(&seen, &hash, added);
}

/* Who has to be tried at this state: nobody if all were. */
static thread_set left_to_try(struct node *node)
{
    bool added;
    uint64_t *note = look_up(node, &added);
    if (depth_limit >= 0) { /* the least depth at which it was met */
        if (!added && *note <= (uint64_t)engine.depth)
            return 0;
        *note = (uint64_t)engine.depth;
        return node->enabled;
    }
    if (!may_sleep())
        return added ? node->enabled : 0;
    /* Who was asleep whenever it was met. */
    uint64_t sleep = (uint64_t)(node->sleep & node->enabled);
    thread_set missing = added ? node->enabled & ~node->sleep : *note & ~sleep;
    *note = added ? sleep : *note & sleep;
    node->sleep = *note | (node->sleep & ~node->enabled);
    return missing;
}

/* Where the thread that ran last was in this very state before, and has been
 * running alone since; -1 if it was not. */
static int circle_start(const struct node *node, int depth)
{
    for (int i = depth - 1; i >= 0 && nodes[i].thread == last_runner_id(); i--)
        if (nodes[i].state == node->state)
            return i;
    return -1;
}

/* All that follows is or will be explored, but for what happens if a thread
 * that goes round does so for ever: it goes on until spin_check() has noticed,
 * the same way as in every other search, so that a replay does too. */
static int at_seen_state(struct node *node, int depth, int *alternative)
{
    int from = circle_start(node, depth), last = last_runner_id();
    if (from < 0)
        return -1;
    *alternative = nodes[from].alternative;
    node->follows_circle = true;
    node->backtrack = SET_OF(last);
    node->done = 0;
    node->runner = (uint8_t)last;
    node->cost = node->switch_cost = false;
    return last;
}

static thread_set affordable(const struct node *node)
{
    if (bound < 0 || node->preemptions < bound)
        return node->backtrack;
    thread_set can = 0;
    for (thread_set rest = node->backtrack; rest; rest &= rest - 1)
        if (preemption_cost(node, set_first(rest)) == 0)
            can |= SET_OF(set_first(rest));
    if (can != node->backtrack)
        bounded = true;
    return can;
}

static int tree_choose(struct node *node, int depth, int *alternative)
{
    *alternative = 0;
    node->sleep = may_sleep() ? sleepers_at(node, depth) : 0;
    node->preemptions = 0;
    if (depth > 0) {
        const struct node *parent = node - 1;
        node->preemptions = parent->preemptions + parent->cost;
    }
    if (depth_limit >= 0 && depth >= depth_limit)
        return -1;
    node->backtrack = matching ? left_to_try(node) : node->enabled;
    if (!node->backtrack)
        return at_seen_state(node, depth, alternative);
    node->backtrack = affordable(node);
    node->done = 0;
    int last = last_runner_id();
    int chosen =
        node->backtrack & SET_OF(last) ? last : set_first(node->backtrack);
    node->runner = (uint8_t)last;
    node->switch_cost = preemption_cost(node, THREADS_MAX) != 0;
    node->cost = node->switch_cost && chosen != last;
    return chosen;
}

static void tree_step(struct thread *thread, int event)
{
    if (may_sleep())
        sleepers_step(&nodes[event], thread);
}

static bool tree_advance(void)
{
    for (int depth = engine.depth - 1; depth >= 0; depth--) {
        struct node *node = &nodes[depth];
        engine.replay_length = depth + 1;
        if (++node->alternative < node->alternatives)
            return true;
        node->done |= SET_OF(node->thread);
        thread_set rest = node->backtrack & ~node->done;
        if (rest) {
            node->thread = (uint8_t)set_first(rest);
            node->alternative = 0;
            node->cost = node->switch_cost && node->thread != node->runner;
            return true;
        }
    }
    return false;
}

const struct strategy_functions tree_strategy = {
    .choose = tree_choose, .step = tree_step, .advance = tree_advance};
