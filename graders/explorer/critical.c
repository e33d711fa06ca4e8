/* critical.c - see critical.h.
 *
 * If every schedule that begins with some decisions of the failing one fails,
 * so does every one that begins with more of them: the border is found by
 * halving. What follows a beginning is gone through depth first, cut at states
 * seen before.
 */
#include "critical.h"
#include "execute.h"
#include "search.h"
#include "shadow.h"

#define STEPS_AN_EXECUTION 100 /* on average, at most */

static const struct schedule *failing;
static int prefix;
static long steps_most; /* where long executions stop the search */

static int critical_choose(struct node *node, int depth, int *alternative)
{
    if (depth >= prefix)
        return tree_strategy.choose(node, depth, alternative);
    const struct choice *choice = &failing->choices[depth];
    *alternative = choice->alternative;
    node->sleep = node->done = 0;
    node->backtrack = SET_OF(choice->thread);
    node->preemptions = 0;
    node->cost = node->switch_cost = false;
    return node->enabled & SET_OF(choice->thread) ? choice->thread : -1;
}

static bool critical_advance(void)
{
    return tree_strategy.advance() && engine.replay_length > prefix;
}

static const struct strategy_functions critical_strategy = {
    .choose = critical_choose, .advance = critical_advance};

enum answer { ALWAYS_FAILS, MAY_END_WELL, NOT_KNOWN };

static enum answer follow(int length, long *budget)
{
    const bool watched = engine.locks_are_watched;
    const int visible = visible_count;
    prefix = length;
    tree_start(true, -1);
    strategy = &critical_strategy;
    while ((*budget)-- > 0 && engine.total_steps < steps_most) {
        enum ending ending = execution_run();
        if (watched != engine.locks_are_watched || visible != visible_count)
            return NOT_KNOWN; /* decisions are other ones now */
        if (engine.restart) {
            engine.restart = false;
            tree_start(true, -1);
            continue;
        }
        if (ending == END_COMPLETE)
            return MAY_END_WELL;
        if (ending == END_LIMIT)
            return NOT_KNOWN;
        if (!strategy->advance())
            return ALWAYS_FAILS;
    }
    return NOT_KNOWN;
}

int critical_decision(const struct schedule *schedule, long budget)
{
    steps_most = engine.total_steps + budget * STEPS_AN_EXECUTION;
    failing = schedule;
    int well = 0, fails = schedule->length;
    enum answer answer = follow(0, &budget);
    if (answer != MAY_END_WELL)
        return answer == ALWAYS_FAILS ? 0 : -1;
    while (fails - well > 1) {
        int middle = well + (fails - well) / 2;
        answer = follow(middle, &budget);
        if (answer == NOT_KNOWN)
            return -1;
        if (answer == ALWAYS_FAILS)
            fails = middle;
        else
            well = middle;
    }
    return fails;
}
