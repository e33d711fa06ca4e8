/* The checks of lab 02; rubric.tsv has their points, claims and hints. */
#include "judge.h"

#include <stdio.h>
#include <string.h>

#define OUT_OF_ORDER                                                           \
    "a callback may begin only when the one before it has returned"

#define OVERLAP                                                                \
    "a callback began while another one was still running: the turn has to "   \
    "pass on after the callback, not before it"

/* Most scenarios try several orders; which one was it? */
static void expect_order(const struct outcome *run, const char *name,
                         const char *order, const char *diagnosis)
{
    char found[300];
    const char *arrived =
        outcome_fact(run, "order in which the threads arrived");
    const char *called = outcome_fact(run, name);
    if (run->verdict == VERDICT_OK && called && strcmp(called, order) == 0)
        return;
    if (run->verdict == VERDICT_OK && called && arrived) {
        char expected[100];
        snprintf(expected, sizeof expected, "%s: %s", name, order);
        snprintf(found, sizeof found, "%s (the threads arrived as %s)",
                 *called ? called : "none", arrived);
        fail_check(run, VERDICT_WRONG_RESULT, diagnosis, expected, found);
    }
    if (run->verdict != VERDICT_OK && arrived) {
        snprintf(found, sizeof found, "the threads arrived as %s", arrived);
        fail_check(run, run->verdict, run->diagnosis,
                   "the scenario runs to its end", found);
    }
    expect_fact(run, name, order, VERDICT_WRONG_RESULT, diagnosis);
}

Test(print_in_order, one_round_any_order)
{
    expect_order(play("one_round_any_order"), "order of the callbacks", "123",
                 OUT_OF_ORDER);
}

Test(print_in_order, waits_for_callback)
{
    const struct outcome *run = play("waits_for_callback");
    expect_fact(run, "callbacks begun while another one runs", "0",
                VERDICT_WRONG_RESULT, OVERLAP);
}

Test(print_in_order, returns_after_own_callback)
{
    const struct outcome *run = play("returns_after_own_callback");
    static const char *const calls[] = {
        "first(), while nobody has called second()",
        "second(), while nobody has called third()",
        "third(), while nobody has called first() again",
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        expect_fact(run, calls[i], "returns", VERDICT_OVER_SYNCHRONISED,
                    "it waits for a step that comes after its own, although "
                    "its callback has returned");
}

Test(print_in_order, no_busy_waiting)
{
    /* Nobody can go on in this one, so a deadlock is what has to happen. */
    const struct outcome *stuck = play("nobody_comes");
    if (stuck->verdict == VERDICT_LIVELOCK)
        fail_check(stuck, VERDICT_LIVELOCK,
                   "busy waiting: while nobody calls first(), a thread looks "
                   "again and again whether it is its turn",
                   "threads that wait are asleep", NULL);
    expect_fact(play("waiters_sleep"),
                "threads that look again and again while they wait", "none",
                VERDICT_LIVELOCK,
                "busy waiting: a thread that has to wait must sleep until "
                "somebody wakes it");
}

Test(print_in_order, no_data_race)
{
    explored("hand_over_race");
    expect_no_races("everything");
}

Test(print_in_order, survives_spurious_wakeups)
{
    static const char woken[] =
        "woken although the predicate is false: a wait may return without "
        "anybody having signalled, and the state must be tested again";
    const struct outcome *run = play("woken_for_nothing");
    expect_order(run, "order of the callbacks", "123", woken);
    expect_fact(run, "callbacks begun while another one runs", "0",
                VERDICT_WRONG_RESULT, woken);
    expect_fact(play("next_round_woken_for_nothing"),
                "first callbacks of the next round that ran too early", "0",
                VERDICT_WRONG_RESULT, woken);
    explored("woken_for_nothing");
}

Test(print_in_order, no_lost_wakeup)
{
    explored("arrivals_cross");
}

Test(print_in_order, without_memory)
{
    explored("create_without_memory");
}

/* A round that follows one that was right. */
static void expect_next_round(void)
{
    static const char one_round[] =
        "one round only: what the first round leaves behind does not let the "
        "next one begin with its first callback";
    const struct outcome *run = play("next_round");
    const char *first = outcome_fact(run, "callbacks of the first round");
    if (run->verdict != VERDICT_OK && first && strcmp(first, "123") == 0)
        fail_check(run, run->verdict, one_round,
                   "the second round runs to its end like the first one", NULL);
    expect_fact(run, "callbacks of the first round", "123",
                VERDICT_WRONG_RESULT, OUT_OF_ORDER);
    expect_fact(run, "callbacks of the second round", "123",
                VERDICT_WRONG_RESULT, one_round);
}

Test(print_in_order, many_rounds)
{
    expect_next_round();
    expect_fact(play("next_first_waits"),
                "callbacks of the next round begun while the third one runs",
                "0", VERDICT_WRONG_RESULT, OVERLAP);
    expect_order(play("many_rounds"), "order of the callbacks", "123123123",
                 OUT_OF_ORDER);
    explored("rounds_cross");
}

/* Somebody waits for ever: what that means here. */
static void expect_two_rounds_end(const struct outcome *run)
{
    char diagnosis[500];
    if (run->verdict != VERDICT_DEADLOCK && run->verdict != VERDICT_LIVELOCK)
        return;
    snprintf(diagnosis, sizeof diagnosis,
             "two callers of each function do not get through two rounds; %s",
             run->diagnosis);
    fail_check(run, run->verdict, diagnosis, "all six calls return", NULL);
}

Test(print_in_order, several_callers)
{
    const struct outcome *run = play("several_callers");
    expect_two_rounds_end(run);
    expect_fact(run, "callbacks begun while another one runs", "0",
                VERDICT_WRONG_RESULT,
                "check-then-act: two threads saw that it is their turn, and "
                "both took it");
    expect_fact(run, "order of the callbacks", "123123", VERDICT_WRONG_RESULT,
                "two calls of a function are two rounds: each turn is for one "
                "of the callers alone");
    explored("two_callers");
}

Test(print_in_order, keeps_to_itself)
{
    const struct outcome *run = play("two_printers");
    expect_fact(run,
                "callbacks, while nobody has called the other printer's "
                "first()",
                "1", VERDICT_WRONG_RESULT,
                "two printers must not share their state");
    expect_fact(run, "callbacks of two printers that run at the same time", "2",
                VERDICT_OVER_SYNCHRONISED,
                "two printers must not share a lock");
    expect_fact(run, "callbacks of both printers", "6", VERDICT_WRONG_RESULT,
                "each printer plays a round of its own");
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "printer_destroy() must free what printer_create() allocated");
}
