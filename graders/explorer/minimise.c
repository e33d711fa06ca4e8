/* minimise.c - the shortest failing schedule: fewest preemptions, then fewest
 * steps. Small bugs need few preemptions (Thomson, Donaldson, Betts, PPoPP
 * 2014), and a bound is exhausted quickly, so bounds are gone through from 0
 * on, each with all its schedules up to the length of the best one so far.
 */
#include "exploration.h"
#include "execute.h"
#include "explore_internal.h"
#include "search.h"

#include <string.h>

#define PREEMPTIONS_MAX 8

/* Executions of many threads and steps are dearer: the budget is at most so
 * many thread-steps, too. */
#define WORK_AN_EXECUTION 100

static long work_limit;

static bool is_failure(enum ending ending)
{
    return ending == END_FAILED &&
           engine.failure.verdict != VERDICT_GRADER_FAULT;
}

static void take(struct exploration *exploration, int preemptions)
{
    exploration->failure = engine.failure;
    exploration->verdict = engine.failure.verdict;
    exploration->preemptions = preemptions;
    schedule_keep(&exploration->schedule);
    tree_limit_depth(exploration->schedule.length - 1);
}

/* All schedules with this many preemptions, as far as the budget goes.
 * Returns: whether one of them fails; *through if all were seen. */
static bool try_bound(struct exploration *exploration, int bound, bool *through)
{
    bool found = false;
    *through = false;
    strategy = &tree_strategy;
    tree_limit_depth((int)engine.options.steps_max);
    tree_start(true, bound);
    while (exploration->minimising < engine.options.minimise &&
           engine.work < work_limit) {
        exploration->minimising++;
        enum ending ending = execution_run();
        /* What became visible in this execution would make another one of
         * its schedule. */
        if (engine.restart) {
            engine.restart = false;
            tree_start(true, bound);
            continue;
        }
        if (is_failure(ending)) {
            take(exploration, bound);
            found = true;
        }
        if (!strategy->advance()) {
            *through = true;
            break;
        }
    }
    tree_limit_depth(-1);
    return found;
}

void explore_shortest(struct exploration *exploration)
{
    bool all_smaller_seen = true;
    if (exploration->failure.verdict == VERDICT_LIMIT_REACHED) {
        exploration->preemptions = -1; /* no schedule is to blame */
        return;
    }
    exploration->first_failure = exploration->failure;
    schedule_copy(&exploration->first, &exploration->schedule);
    work_limit = engine.work + engine.options.minimise * WORK_AN_EXECUTION;
    for (int bound = 0; bound <= PREEMPTIONS_MAX; bound++) {
        bool through;
        if (try_bound(exploration, bound, &through)) {
            exploration->minimal = all_smaller_seen;
            return;
        }
        all_smaller_seen &= through;
        if (!through)
            break;
    }
    exploration->preemptions = -1; /* nothing shorter was found */
}
