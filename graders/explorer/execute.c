/* execute.c - one execution after the other: everything as at the beginning,
 * then main, then whatever the strategy says is next. */
#define _GNU_SOURCE
#include "execute.h"
#include "explore_internal.h"
#include "heap.h"
#include "history.h"
#include "outcomes.h"
#include "search.h"
#include "shadow.h"
#include "spin.h"
#include "state.h"
#include "tls.h"
#include "trace.h"
#include "world.h"

#include <string.h>
#include <time.h>

#define CLOCK_START_NS INT64_C(1000000000000)
#define WALL_OFFSET_NS (INT64_C(1700000000) * 1000000000)
#define WIDTH_FIRST 8

struct node *nodes;
const struct strategy_functions *strategy = &dpor_strategy;

static long nodes_max;

void engine_allocate(const struct options *options)
{
    engine.options = *options;
    engine.clock_width = WIDTH_FIRST;
    nodes_max = options->steps_max + 2;
    nodes = world_map((size_t)nodes_max * sizeof *nodes);
    reduce_rows(world_map((size_t)nodes_max * THREADS_MAX * sizeof(uint32_t)));
    world_allocate();
    shadow_allocate();
    heap_allocate();
    objects_allocate();
    tls_allocate();
    engine_forget();
    engine_start_signals();
    engine.started = clock();
}

void engine_forget(void)
{
    /* Without reduction, every unlock is a step of its own. */
    engine.locks_are_watched = engine.options.strategy == STRATEGY_NAIVE;
    engine.lockset_failed = false;
    engine.conditions_seen = engine.budgets_used = false;
    engine.states_wanted = engine.memory_is_one = false;
    engine.clock_read = engine.time_counts = engine.slept = false;
    engine.ends_are_watched = engine.barriers_crowded = false;
    engine.uses_recorded = engine.stacks_are_shared = false;
    engine.relaxed_seen = engine.loops_seen = false;
    engine.diverged = engine.restart = false;
    engine.work = 0;
    visible_forget();
    shadow_forget_mixed();
    outcomes_forget();
}

static void *run_main(void *unused)
{
    static char name[] = "program";
    static char *arguments[] = {name, NULL};
    (void)unused;
    int status = program_main(1, arguments);
    program_exit(status, NULL);
}

static void reset(void)
{
    world_restore();
    heap_reset();
    shadow_reset();
    threads_reset();
    objects_reset();
    spin_reset();
    keys_reset();
    at_exit_reset();
    engine.depth = 0;
    engine.live = engine.eager = 0;
    engine.thread_count = engine.joined_count = 0;
    engine.now_ns = CLOCK_START_NS;
    engine.wall_offset_ns = WALL_OFFSET_NS;
    engine.spurious_left = engine.options.spurious;
    engine.early_left = engine.options.early;
    engine.forced_expiries = 0;
    engine.yields = engine.sleeps = engine.spins = 0;
    engine.heap_limit = -1;
    history_begin();
    outcomes_begin();
    engine.exiting = false;
    engine.exit_status = 0;
    engine.ending = END_RUNNING;
    engine.accesses = engine.compared = 0;
    engine.last_runner = NULL;
    engine.current = &nobody;
    if (engine.failure.verdict != VERDICT_OK)
        engine.failure = (struct failure){.verdict = VERDICT_OK};
    if (engine.recording)
        trace_reset();
}

enum ending execution_run(void)
{
    reset();
    struct thread *first = thread_create(run_main, NULL, NULL);
    engine.eager = 0;
    first->state = THREAD_RUNNING;
    engine.current = first;
    tls_reset(first);
    fiber_switch(&engine.search_fiber, &first->fiber);
    engine.current = &nobody;
    engine.all_executions++;
    engine.total_steps += engine.depth;
    engine.work += (long)engine.depth * engine.thread_count +
                   engine.compared / STATE_COMPARED_A_STEP;
    engine.all_accesses += engine.accesses;
    if (strategy == &dpor_strategy)
        reduce_pending();
    return engine.ending;
}
