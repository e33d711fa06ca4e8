/* search.c - from strategies to a result: what is tried, in which order, and
 * what may be said afterwards. */
#include "exploration.h"
#include "execute.h"
#include "explore_internal.h"
#include "lockset.h"
#include "outcomes.h"
#include "search.h"

#include <stdio.h>

#include <string.h>

/* Attempts to see everything take turns, each with a budget that grows, so
 * that whichever suits the program comes to its end without the other one
 * having cost much more. A program that is too large for the first turns is
 * first looked through with few preemptions, which is where bugs are. */
#define FIRST_STATES 4000
#define GROWTH 8
#define FIRST_BOUND 8000
#define FIRST_SAMPLES 1000
#define BOUND_EARLY 1
#define BOUND_LAST 3
#define PCT_SWITCHES 3

/* Executions of many threads and steps are dearer: a budget is at most so
 * many thread-steps, too. */
#define WORK_AN_EXECUTION 400

enum phase_end { PHASE_EXHAUSTED, PHASE_FAILED, PHASE_BUDGET, PHASE_LOOPS };

static struct exploration *result;
static uint64_t sampled; /* so that no turn repeats another one's samples */

static void count(enum ending ending)
{
    result->executions++;
    if (engine.options.collect)
        outcomes_collect(ending);
    else if (ending == END_COMPLETE)
        outcomes_end();
    if (ending == END_COMPLETE)
        result->complete++;
    else if (ending == END_CUT)
        result->cut++;
    else if (ending == END_LIMIT)
        result->limited++;
    if (engine.depth > result->deepest)
        result->deepest = engine.depth;
}

static void note_failure(void)
{
    result->failure = engine.failure;
    result->verdict = engine.failure.verdict;
    schedule_keep(&result->schedule);
}

static void start(enum strategy which, int bound, long budget)
{
    lockset_proves = false; /* tree_start() asks for it where it may */
    lockset_start(false);
    if (engine.options.collect)
        outcomes_forget(); /* each attempt has to see them by itself */
    switch (which) {
    case STRATEGY_NAIVE:
        strategy = &tree_strategy;
        tree_start(false, -1);
        break;
    case STRATEGY_STATES:
    case STRATEGY_BOUND:
        strategy = &tree_strategy;
        tree_start(true, which == STRATEGY_BOUND ? bound : -1);
        break;
    case STRATEGY_PCT:
        strategy = &pct_strategy;
        pct_start(engine.options.seed + sampled, PCT_SWITCHES, budget);
        sampled += (uint64_t)budget;
        break;
    default:
        strategy = &dpor_strategy;
        dpor_start();
    }
}

/* What is visible grew: nothing that was seen before counts. */
static void start_again(enum strategy which, int bound, long budget)
{
    engine.restart = false;
    outcomes_forget();
    result->complete = result->cut = result->limited = 0;
    result->restarts++;
    start(which, bound, budget);
}

static enum phase_end phase(enum strategy which, int bound, long budget)
{
    long limited_before = result->limited;
    start(which, bound, budget);
    for (long i = 0; i < budget; i++) {
        if (result->executions >= engine.options.budget ||
            engine.work / WORK_AN_EXECUTION >= engine.options.budget)
            return PHASE_BUDGET;
        enum ending ending = execution_run();
        count(ending);
        /* Before a failure: it came about with other steps than a replay will
         * have, and is found again. */
        if (engine.restart) {
            if (which == STRATEGY_DPOR && engine.states_wanted)
                which = STRATEGY_STATES;
            start_again(which, bound, budget);
            limited_before = result->limited;
            continue;
        }
        if (ending == END_FAILED) {
            if (result->verdict == VERDICT_OK)
                note_failure();
            if (!engine.options.collect)
                return PHASE_FAILED;
        }
        if (strategy == &dpor_strategy && engine.loops_seen)
            return PHASE_LOOPS;
        if (which == STRATEGY_DPOR && strategy == &tree_strategy) {
            which = STRATEGY_STATES; /* policy.h */
            budget += FIRST_STATES;
        }
        if (result->progress)
            result->progress(result);
        if (!strategy->advance())
            return result->limited > limited_before ? PHASE_BUDGET
                                                    : PHASE_EXHAUSTED;
    }
    return PHASE_BUDGET;
}

static bool is_over(enum phase_end end, enum reach reach)
{
    if (end == PHASE_FAILED)
        return true;
    if (end != PHASE_EXHAUSTED)
        return false;
    result->reach = reach;
    return true;
}

static long rest_of(long most)
{
    long used = result->executions;
    if (engine.work / WORK_AN_EXECUTION > used)
        used = engine.work / WORK_AN_EXECUTION;
    return most > used ? most - used : 0;
}

/* Returns: whether a failure was found. */
static bool see_the_likeliest(long samples)
{
    if (phase(STRATEGY_PCT, 0, samples) == PHASE_FAILED)
        return true;
    if (samples > FIRST_SAMPLES)
        return false;
    for (int bound = 0; bound <= BOUND_EARLY; bound++)
        if (phase(STRATEGY_BOUND, bound, FIRST_BOUND) == PHASE_FAILED)
            return true;
    return false;
}

/* Returns: whether there is a result. */
static bool see_everything(long most)
{
    long dpor = engine.options.first_dpor, states = FIRST_STATES;
    while (rest_of(most) > 0) {
        if (!engine.loops_seen && !engine.conditions_seen &&
            !engine.budgets_used && !engine.states_wanted &&
            is_over(phase(STRATEGY_DPOR, 0, dpor), REACH_ALL))
            return true;
        if (is_over(phase(STRATEGY_STATES, 0, states), REACH_ALL))
            return true;
        if (see_the_likeliest(states == FIRST_STATES ? FIRST_SAMPLES
                                                     : states / GROWTH))
            return true;
        dpor = dpor < FIRST_STATES ? FIRST_STATES * GROWTH : dpor * GROWTH;
        states *= GROWTH;
        if (dpor > rest_of(most))
            dpor = rest_of(most);
        if (states > rest_of(most))
            states = rest_of(most);
    }
    return false;
}

static void see_what_is_likely(void)
{
    long budget = engine.options.budget;
    result->reach = REACH_NONE;
    for (int bound = 0; bound <= BOUND_LAST; bound++) {
        enum phase_end end = phase(STRATEGY_BOUND, bound, rest_of(budget) / 2);
        if (end == PHASE_FAILED)
            return;
        if (end != PHASE_EXHAUSTED)
            break;
        result->reach = tree_was_bounded() ? REACH_BOUND : REACH_ALL;
        result->bound = bound;
        if (result->reach == REACH_ALL)
            return;
    }
    long rest = rest_of(budget);
    if (phase(STRATEGY_PCT, 0, rest) != PHASE_FAILED)
        result->sampled = rest;
}

static void one_strategy(enum strategy which)
{
    enum phase_end end =
        phase(which, engine.options.bound, engine.options.budget);
    if (end == PHASE_LOOPS)
        end = phase(STRATEGY_STATES, 0, engine.options.budget);
    if (end != PHASE_EXHAUSTED)
        return;
    result->reach = REACH_ALL;
    if (which == STRATEGY_BOUND && tree_was_bounded()) {
        result->reach = REACH_BOUND;
        result->bound = engine.options.bound;
    }
}

/* Everything was seen, and something was not there. */
static void judge_reached(void)
{
    const char *missing =
        result->must_reach
            ? outcomes_unreached(result->must_reach, result->must_reach_count)
            : NULL;
    if (!missing)
        return;
    result->verdict = VERDICT_OVER_SYNCHRONISED;
    result->failure.verdict = VERDICT_OVER_SYNCHRONISED;
    snprintf(result->failure.diagnosis, sizeof result->failure.diagnosis,
             "in none of the schedules: %s", missing);
    snprintf(result->failure.expected, sizeof result->failure.expected,
             "%s, in some schedule", missing);
}

void explore_everything(struct exploration *into)
{
    result = into;
    sampled = 0;
    if (engine.options.strategy != STRATEGY_AUTO)
        one_strategy(engine.options.strategy);
    else if (!see_everything(engine.options.budget / 2))
        see_what_is_likely();
    result->states = tree_states();
    if (result->verdict != VERDICT_OK)
        return;
    if (result->reach != REACH_ALL)
        result->verdict = VERDICT_LIMIT_REACHED;
    else
        judge_reached();
}
