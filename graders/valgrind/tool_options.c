/* tool_options.c - see tool_options.h. */
#include "tool_options.h"

#include <stddef.h>

/* Nothing from ~/.valgrindrc or VALGRIND_OPTS; a child that the attempt forks
 * must not write into the log; no debugger's fifos in /tmp; threads take turns
 * fairly; stacks deep enough to reach the attempt below library and harness. */
#define EVERYWHERE                                                             \
    "--command-line-only=yes", "--child-silent-after-fork=yes", "--vgdb=no",   \
        "--fair-sched=yes", "--num-callers=40", "--xml=yes"

/* Full history names both accesses of a race; a stack computed by difference
 * from the last one can be wrong. */
static const char *const helgrind[] = {
    "--tool=helgrind",       EVERYWHERE,           "--history-level=full",
    "--delta-stacktrace=no", "--read-var-info=no", NULL,
};

/* A thread that is given the address of a local variable races on a stack. */
static const char *const drd[] = {
    "--tool=drd",         EVERYWHERE, "--check-stack-var=yes",
    "--read-var-info=no", NULL,
};

/* Only a block that nothing points to any more is a leak for certain. */
static const char *const memcheck[] = {
    "--tool=memcheck",     EVERYWHERE,
    "--leak-check=full",   "--show-leak-kinds=definite,indirect",
    "--track-origins=yes", NULL,
};

/* The log judges, not the exit status; no second's wait at the exit for races
 * that would depend on it; the longest history; both stacks of an inversion. */
static const char *const tsan[] = {
    "halt_on_error=0",        "exitcode=0",
    "atexit_sleep_ms=0",      "history_size=7",
    "detect_deadlocks=1",     "second_deadlock_stack=1",
    "report_signal_unsafe=0", NULL,
};

const char *const *tool_options(enum tool tool)
{
    static const char *const *const all[TOOL_COUNT] = {
        [TOOL_HELGRIND] = helgrind,
        [TOOL_DRD] = drd,
        [TOOL_MEMCHECK] = memcheck,
        [TOOL_TSAN] = tsan,
    };
    return all[tool];
}
