/* soundness.c - is every reduction sound? Random programs, each explored
 * without any reduction and by every strategy: the ways in which they can end
 * must be the same.
 *
 *     soundness [N=500] [SEED=1] [budget=20000] [strategy=NAME] [verbose=on]
 *
 * A way to end is a verdict and, where the program has come to its end or to
 * a deadlock, the values of its variables. After a data race the rest of an
 * execution means nothing; there only that it was found is compared, and so it
 * is with other failures that end an execution early.
 * Exit status: 0 no difference, 1 a difference, 2 wrong use.
 */
#define _GNU_SOURCE
#include "execute.h"
#include "exploration.h"
#include "explore_internal.h"
#include "outcomes.h"
#include "program.h"
#include "search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STEPS_MAX 200
#define PCT_EXECUTIONS 100
#define BOUND_HUGE 1000000

const char explore_trap_names[] = "";

int explored_main(int argc, char **argv); /* run.c */

static long wanted = 500, first_seed = 1, budget = 20000;
static bool verbose;
static const char *only;

/* ---- the ways to end ---- */

struct ways {
    int count;
    bool whole; /* all were seen */
    long executions;
    char words[OUTCOMES_MAX][OUTCOME_LENGTH];
};

static const struct checked {
    const char *name;
    enum strategy strategy;
    bool may_miss; /* samples */
} checked[] = {
    {"dpor", STRATEGY_DPOR, false},   {"states", STRATEGY_STATES, false},
    {"bound", STRATEGY_BOUND, false}, {"auto", STRATEGY_AUTO, false},
    {"pct", STRATEGY_PCT, true},
};

#define CHECKED (int)(sizeof checked / sizeof *checked)

static long executions_by[CHECKED], executions_naive;

static void describe(char *to, size_t size)
{
    int used = 0;
    for (int i = 0; i < VARIABLES; i++)
        used += snprintf(to + used, size - (size_t)used, "%sx%d=%d",
                         i ? " " : "", i, x[i]);
    for (int i = 0; i < VARIABLES; i++)
        used += snprintf(to + used, size - (size_t)used, " A%d=%d", i,
                         atomic_load(&atom[i]));
    for (int i = 0; i < SEMAPHORES; i++) {
        const struct object *object = object_find((uintptr_t)&semaphore[i]);
        used += snprintf(to + used, size - (size_t)used, " s%d=%d", i,
                         object ? object->count : -1);
    }
    for (int i = 0; i < program.threads; i++)
        used +=
            snprintf(to + used, size - (size_t)used, " r%d=%d", i, result[i]);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void explore(struct ways *ways, enum strategy by)
{
    struct exploration exploration = {.verdict = VERDICT_OK};
    engine.options.strategy = by;
    engine_forget();
    engine.options.budget = by == STRATEGY_NAIVE ? budget
                            : by == STRATEGY_PCT ? PCT_EXECUTIONS
                                                 : 4 * budget;
    engine.options.bound = BOUND_HUGE;
    engine.options.races = program.races;
    engine.options.spurious = program.spurious;
    engine.options.early = program.early;
    explore_everything(&exploration);
    ways->whole = exploration.reach == REACH_ALL && !outcomes_overflowed() &&
                  !exploration.limited;
    ways->executions = exploration.executions;
    ways->count = outcome_count;
    for (int i = 0; i < outcome_count; i++)
        memcpy(ways->words[i], outcomes[i].words, OUTCOME_LENGTH);
    qsort(ways->words, (size_t)ways->count, OUTCOME_LENGTH, compare_words);
}

static bool contains(const struct ways *ways, const char *words)
{
    return bsearch(words, ways->words, (size_t)ways->count, OUTCOME_LENGTH,
                   compare_words) != NULL;
}

static bool is_subset(const struct ways *part, const struct ways *whole)
{
    for (int i = 0; i < part->count; i++)
        if (!contains(whole, part->words[i]))
            return false;
    return true;
}

/* An execution that fails ends, and what the others would still have done is
 * not seen: which failures there are may differ, but not whether there are. */
static bool fails(const struct ways *ways)
{
    const enum verdict ends[] = {VERDICT_MISUSE, VERDICT_WRONG_RESULT,
                                 VERDICT_MEMORY_ERROR, VERDICT_CRASH};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (contains(ways, verdict_name(ends[i])))
            return true;
    return false;
}

static bool agree(const struct ways *naive, const struct ways *other,
                  bool may_miss)
{
    const char *race = verdict_name(VERDICT_DATA_RACE);
    if (contains(naive, race))
        return may_miss || contains(other, race) || fails(other);
    if (fails(naive))
        return is_subset(other, naive) && (may_miss || fails(other));
    return is_subset(other, naive) && (may_miss || is_subset(naive, other));
}

/* ---- differences ---- */

static void print_missing(const char *title, const struct ways *in,
                          const struct ways *from)
{
    int shown = 0;
    for (int i = 0; i < in->count; i++)
        if (!contains(from, in->words[i]) && shown++ < 8)
            printf("  %s: %s\n", title, in->words[i]);
    if (shown > 8)
        printf("  (and %d more)\n", shown - 8);
}

/* Whether this strategy still differs on the program. */
static bool differs(int which, struct ways *naive, struct ways *other)
{
    explore(naive, STRATEGY_NAIVE);
    if (!naive->whole)
        return false;
    explore(other, checked[which].strategy);
    return (other->whole || checked[which].may_miss) &&
           !agree(naive, other, checked[which].may_miss);
}

/* Takes out what the difference does not need. */
static void shrink(int which, struct ways *naive, struct ways *other)
{
    bool again = true;
    while (again) {
        again = false;
        for (int t = 0; t < program.threads; t++)
            for (int i = program.length[t] - 1; i >= 0; i--) {
                struct program before = program;
                if (program_without(&program, t, i) &&
                    differs(which, naive, other))
                    again = true;
                else
                    program = before;
            }
    }
    differs(which, naive, other);
}

static void report(int which, struct ways *naive, struct ways *other)
{
    printf("DIFFERENCE: seed %llu, strategy %s\n",
           (unsigned long long)program.seed, checked[which].name);
    program_print(&program);
    shrink(which, naive, other);
    printf("  smaller:\n");
    program_print(&program);
    printf("  naive: %d ways in %ld executions; %s: %d in %ld\n", naive->count,
           naive->executions, checked[which].name, other->count,
           other->executions);
    print_missing("missing", naive, other);
    print_missing("wrong", other, naive);
    fflush(stdout);
}

/* ---- the loop ---- */

enum result { SAME, DIFFERENT, SKIPPED };

static enum result check(uint64_t seed)
{
    static struct ways naive, other;
    enum result checked_all = SAME;
    program_make(&program, seed);
    explore(&naive, STRATEGY_NAIVE);
    if (!naive.whole)
        return SKIPPED;
    executions_naive += naive.executions;
    if (verbose) {
        program_print(&program);
        printf("  %d ways, %ld executions\n", naive.count, naive.executions);
        for (int i = 0; i < naive.count; i++)
            printf("    %s\n", naive.words[i]);
    }
    for (int i = 0; i < CHECKED; i++) {
        if (only && strcmp(only, checked[i].name) != 0)
            continue;
        explore(&other, checked[i].strategy);
        executions_by[i] += other.executions;
        if (!other.whole && !checked[i].may_miss) {
            printf("UNDECIDED: seed %llu, strategy %s\n",
                   (unsigned long long)seed, checked[i].name);
            checked_all = DIFFERENT;
            continue;
        }
        if (agree(&naive, &other, checked[i].may_miss))
            continue;
        struct program whole = program;
        report(i, &naive, &other);
        checked_all = DIFFERENT;
        program = whole;
        explore(&naive, STRATEGY_NAIVE);
    }
    return checked_all;
}

static bool read_argument(const char *argument)
{
    if (sscanf(argument, "N=%ld", &wanted) == 1 ||
        sscanf(argument, "SEED=%ld", &first_seed) == 1 ||
        sscanf(argument, "budget=%ld", &budget) == 1)
        return true;
    if (strncmp(argument, "strategy=", 9) == 0) {
        only = argument + 9;
        return true;
    }
    verbose = strcmp(argument, "verbose=on") == 0;
    return verbose;
}

int main(int argc, char **argv)
{
    const struct options defaults = OPTIONS_DEFAULT;
    struct options options = defaults;
    long counts[3] = {0, 0, 0};
    for (int i = 1; i < argc; i++) {
        if (read_argument(argv[i]))
            continue;
        fprintf(stderr, "soundness: '%s' is no option\n", argv[i]);
        return EXIT_NOT_DECIDED;
    }
    options.steps_max = STEPS_MAX;
    options.collect = true;
    program_main = explored_main;
    outcomes_describe = describe;
    engine_allocate(&options);
    long seed = first_seed;
    for (; counts[SAME] + counts[DIFFERENT] < wanted; seed++)
        counts[check((uint64_t)seed)]++;
    printf("programs: %ld (seeds %ld to %ld)\n", wanted, first_seed, seed - 1);
    printf("skipped: %ld, too large without reduction\n", counts[SKIPPED]);
    printf("executions: naive %ld", executions_naive);
    for (int i = 0; i < CHECKED; i++)
        printf(", %s %ld", checked[i].name, executions_by[i]);
    printf("\ndifferences: %ld\n", counts[DIFFERENT]);
    return counts[DIFFERENT] ? EXIT_ATTEMPT_WRONG : EXIT_FULL_MARKS;
}
