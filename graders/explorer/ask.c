/* ask.c - see ask.h. */
#include "ask.h"
#include "explainer.h"
#include "execute.h"
#include "explain/serve.h"
#include "outcomes.h"
#include "search.h"

#include <stdio.h>

#define HINT_BUDGET 20000 /* executions a bound */
#define HINT_BOUND_LAST 3
#define OUTCOME_BOUND_LAST 2

/* ---- behind a prefix ---- */

static const struct schedule *prefix;

static int behind_choose(struct node *node, int depth, int *alternative)
{
    if (depth >= prefix->length)
        return tree_strategy.choose(node, depth, alternative);
    node->sleep = node->backtrack = node->done = 0;
    node->preemptions = 0;
    node->cost = node->switch_cost = false;
    *alternative = prefix->choices[depth].alternative;
    int thread = prefix->choices[depth].thread;
    return node->enabled & SET_OF(thread) ? thread : -1;
}

static bool behind_advance(void)
{
    return tree_strategy.advance() && engine.replay_length > prefix->length;
}

static const struct strategy_functions behind_strategy = {
    .choose = behind_choose, .advance = behind_advance};

/* All schedules with this many preemptions behind the prefix; the best failing
 * one is kept. Returns: whether all were seen. */
static bool search_behind(int bound, struct way_to_fail *way)
{
    bool through = false;
    tree_limit_depth((int)engine.options.steps_max);
    tree_start(true, bound);
    strategy = &behind_strategy;
    for (long i = 0; i < HINT_BUDGET && !through; i++) {
        if (execution_run() == END_FAILED && engine.depth > prefix->length) {
            way->found = true;
            way->preemptions = bound;
            way->verdict = engine.failure.verdict;
            schedule_keep(&way->schedule);
            tree_limit_depth(way->schedule.length - 1);
        }
        through = !strategy->advance();
    }
    tree_limit_depth(-1);
    return through;
}

void ask_behind(const struct schedule *from, struct way_to_fail *way)
{
    prefix = from;
    way->found = way->none = false;
    for (int bound = 0; bound <= HINT_BOUND_LAST && !way->found; bound++)
        search_behind(bound, way);
    if (!way->found)
        way->none = search_behind(-1, way) && !way->found;
}

/* ---- all ways to end ---- */

/* Returns: whether all were seen; *again if what is visible grew. */
static bool collect(int bound, long budget, bool *again)
{
    strategy = &tree_strategy;
    tree_start(true, bound);
    for (long i = 0; i < budget; i++) {
        enum ending ending = execution_run();
        *again = engine.restart;
        engine.restart = false;
        if (*again || ending == END_LIMIT)
            return false;
        if (ending == END_FAILED)
            outcomes_end_badly(engine.failure.verdict);
        else if (ending == END_COMPLETE)
            outcomes_end();
        if (!strategy->advance())
            return true;
    }
    return false;
}

/* Fewest preemptions first, so that each outcome is kept with a schedule that
 * is easy to follow. */
static bool collect_all(void)
{
    bool all = false, again = true;
    while (again) {
        again = false;
        outcomes_forget();
        for (int bound = 0; bound <= OUTCOME_BOUND_LAST && !again; bound++)
            collect(bound, engine.options.budget / 8, &again);
        if (!again)
            all = collect(-1, engine.options.budget, &again);
    }
    return all && !outcomes_overflowed();
}

void ask_prepare(void)
{
    if (!engine.options.races)
        collect_all();
    outcomes_forget();
}

bool ask_outcomes(void)
{
    bool races = engine.options.races;
    engine.options.races = false; /* which ones are possible, not allowed */
    bool all = collect_all();
    engine.options.races = races;
    return all;
}

/* ---- the library that answers ---- */

bool ask_serve(const struct exploration *exploration)
{
    serve_function *function;
    *(void **)&function = explainer_function(SERVE_SYMBOL);
    if (function)
        function(exploration);
    return function != NULL;
}

bool ask_list(const struct explored_scenario *scenarios)
{
    serve_list_function *function;
    *(void **)&function = explainer_function(SERVE_LIST_SYMBOL);
    if (function)
        function(scenarios);
    return function != NULL;
}
