/* What is done to an attempt at lab 02. */
#include "print_in_order.h"
#include "turns.h"

#include <stdio.h>
#include <string.h>

#define THREADS_MAX 6
#define CALLBACKS_MAX 40

/* Attempts that wait busily cost time. Beyond this many looks the repetitions
 * of a scenario end: `waiters_sleep` is about them. */
#define ENOUGH_BUSY_STEPS 400

static struct printer *printer, *other;

/* ---- the callback: writes down who is called, and when ---- */

static char called[CALLBACKS_MAX + 1]; /* "123": one digit a callback */
static size_t calls;
static int inside;   /* callbacks that run */
static int overlaps; /* callbacks that began while another one ran */
static bool pausing; /* whether a callback hands the turn back in its middle */

static void print_line(void *argument)
{
    const char *digit = argument;
    if (calls < CALLBACKS_MAX)
        called[calls++] = *digit;
    called[calls] = '\0';
    overlaps += inside > 0;
    inside++;
    if (pausing)
        actor_pause();
    inside--;
}

/* Whether what was called so far is the beginning of 123123... */
static bool in_order(void)
{
    for (size_t i = 0; i < calls; i++)
        if (called[i] != "123"[i % 3])
            return false;
    return true;
}

/* ---- the threads ---- */

static void (*const take[])(struct printer *, void (*)(void *), void *) = {
    printer_first, printer_second, printer_third};
static char digits[] = "123";

/* Steps are numbered from 0; threads get the address of one of these. */
static int the_step[] = {0, 1, 2};

static const char *const names[] = {"first",   "second",   "third",
                                    "first 2", "second 2", "third 2"};

static void call_step(void *step)
{
    int i = *(const int *)step;
    take[i](printer, print_line, &digits[i]);
}

static void call_other(void *step)
{
    int i = *(const int *)step;
    take[i](other, print_line, &digits[i]);
}

static void begin(bool callbacks_pause)
{
    printer = printer_create();
    calls = 0;
    called[0] = '\0';
    inside = overlaps = 0;
    pausing = callbacks_pause;
}

static struct actor *arrive_as(const char *name, void (*body)(void *), int step)
{
    struct actor *actor = actor_start(name, body, &the_step[step]);
    actor_run(actor);
    return actor;
}

static struct actor *arrive(int step)
{
    return arrive_as(names[step], call_step, step);
}

/* ---- every order of arrival ---- */

static int rounds; /* how often each thread calls its function */

static void every_round(void *step)
{
    for (int i = 0; i < rounds; i++)
        call_step(step);
}

/* Tells whether all was well. */
static bool three_arrive(const int steps[3])
{
    begin(false);
    for (int i = 0; i < 3; i++)
        arrive_as(names[steps[i]], every_round, steps[i]);
    if (in_order())
        actors_finish();
    fact("order of the callbacks", "%s", called);
    if (!in_order() || calls != 3 * (size_t)rounds)
        return false;
    printer_destroy(printer);
    return true;
}

/* Each order of arrival with each order of waking. */
static void three_arrive_in_any_order(int rounds_each)
{
    static const int arrivals[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                      {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    rounds = rounds_each;
    for (int i = 0; i < 12 && busy_steps() < ENOUGH_BUSY_STEPS; i++) {
        const int *steps = arrivals[i % 6];
        wake_order(i < 6 ? WAKE_OLDEST : WAKE_NEWEST);
        fact("order in which the threads arrived", "%s, %s, %s",
             names[steps[0]], names[steps[1]], names[steps[2]]);
        if (!three_arrive(steps))
            return;
    }
}

static void one_round_any_order(void)
{
    three_arrive_in_any_order(1);
}

static void many_rounds(void)
{
    three_arrive_in_any_order(3);
}

/* first stands in the middle of its callback when the others come. */
static void waits_for_callback(void)
{
    begin(true);
    for (int step = 0; step < 3; step++)
        arrive(step);
    if (overlaps == 0)
        actors_finish();
    fact("callbacks begun while another one runs", "%d", overlaps);
}

/* Nobody is there who could be waited for. */
static void returns_after_own_callback(void)
{
    static const char *const ends[] = {
        "first(), while nobody has called second()",
        "second(), while nobody has called third()",
        "third(), while nobody has called first() again"};
    begin(false);
    for (int step = 0; step < 3; step++)
        fact(ends[step], "%s",
             actor_finished(arrive(step)) ? "returns" : "waits");
    actors_finish();
}

/* The third callback runs; the first one of the next round has to wait. */
static void next_first_waits(void)
{
    begin(true);
    for (int step = 0; step < 2; step++)
        actor_run(arrive(step)); /* into the callback, and out of it */
    arrive(2);
    arrive_as("next first", call_step, 0);
    fact("callbacks of the next round begun while the third one runs", "%d",
         overlaps);
}

/* Two rounds; in the second one the threads arrive the wrong way round. */
static void next_round(void)
{
    begin(false);
    for (int step = 0; step < 3; step++)
        arrive(step);
    if (in_order())
        actors_finish();
    fact("callbacks of the first round", "%s", called);
    if (strcmp(called, "123") != 0)
        return;
    for (int step = 2; step >= 0; step--)
        arrive_as(names[step + 3], call_step, step);
    if (in_order())
        actors_finish();
    fact("callbacks of the second round", "%s", called + 3);
}

/* ---- wake-ups ---- */

static void wake_for_nothing(struct actor *actor)
{
    if (actor_wake_spuriously(actor))
        actor_run(actor);
}

static void woken_for_nothing(void)
{
    begin(true);
    struct actor *third = arrive(2), *second = arrive(1);
    for (int i = 0; i < 2; i++) {
        wake_for_nothing(third);
        wake_for_nothing(second);
    }
    if (calls == 0) {
        struct actor *first = arrive(0);
        wake_for_nothing(third);
        wake_for_nothing(second);
        actor_run(first);
        actor_run(second);
        wake_for_nothing(third);
    }
    if (in_order())
        actors_finish();
    fact("order of the callbacks", "%s", called);
    fact("callbacks begun while another one runs", "%d", overlaps);
}

/* Whether it waits at all is the business of another check. */
static void next_round_woken_for_nothing(void)
{
    begin(true);
    struct actor *first = arrive(0);
    actor_run(first);
    struct actor *next = arrive_as("next first", call_step, 0);
    size_t before = calls;
    for (int i = 0; i < 2; i++)
        wake_for_nothing(next);
    fact("first callbacks of the next round that ran too early", "%zu",
         calls - before);
}

/* ---- sleeping ---- */

/* This never reaches its end. Does the thread sleep (a deadlock, as it should
 * be), or look again and again (a livelock)? */
static void nobody_comes(void)
{
    begin(false);
    arrive(1);
    actors_finish();
}

static const char *busy_one;

/* Looking a few times before one goes to sleep is fine. */
static void expect_sleep(int step, const char *who)
{
    if (busy_one)
        return;
    struct actor *actor = arrive_as(names[step + 3], call_step, step);
    for (int i = 0; i < 20 && actor_is_busy(actor); i++)
        actor_run(actor);
    if (actor_is_busy(actor))
        busy_one = who;
}

static void waiters_sleep(void)
{
    begin(true);
    arrive(0); /* stands in its callback */
    expect_sleep(1, "second, while the first callback runs");
    expect_sleep(1, "second, of a later round");
    expect_sleep(2, "third, while the first callback runs");
    expect_sleep(0, "first, while the one before runs");
    begin(false);
    expect_sleep(2, "third, while nobody calls second()");
    arrive(0);
    expect_sleep(0, "first, of the next round");
    fact("threads that look again and again while they wait", "%s",
         busy_one ? busy_one : "none");
}

/* ---- two callers of each function ---- */

enum manner { QUICK, PAUSED_IN_CALLBACK, SETTLED_EACH_TIME };

/* The nth way in which six threads can arrive; false if that is none. */
static bool arrival_of_six(int n, int steps[THREADS_MAX])
{
    int seen[3] = {0, 0, 0};
    for (int i = 0; i < THREADS_MAX; i++, n /= 3) {
        steps[i] = n % 3;
        if (++seen[steps[i]] > 2)
            return false;
    }
    return true;
}

static void six_arrive(const int steps[THREADS_MAX], enum manner manner)
{
    int seen[3] = {0, 0, 0};
    for (int i = 0; i < THREADS_MAX; i++) {
        int step = steps[i];
        arrive_as(names[step + 3 * seen[step]++], call_step, step);
        if (manner == SETTLED_EACH_TIME)
            actors_settle();
    }
    if (in_order() && overlaps == 0)
        actors_finish();
}

/* Tells whether all was well, or there is no such arrival. */
static bool two_rounds_at_once(int n, enum manner manner)
{
    int steps[THREADS_MAX];
    if (!arrival_of_six(n, steps))
        return true;
    begin(manner != QUICK);
    six_arrive(steps, manner);
    if (strcmp(called, "123123") != 0 || overlaps > 0)
        return false;
    printer_destroy(printer);
    return true;
}

static void several_callers(void)
{
    bool good = true;
    for (enum manner m = QUICK; m <= SETTLED_EACH_TIME; m++) {
        wake_order(m == SETTLED_EACH_TIME ? WAKE_NEWEST : WAKE_OLDEST);
        for (int n = 0; good && n < 3 * 3 * 3 * 3 * 3 * 3; n++)
            if (busy_steps() < ENOUGH_BUSY_STEPS)
                good = two_rounds_at_once(n, m);
    }
    fact("order of the callbacks", "%s", called);
    fact("callbacks begun while another one runs", "%d", overlaps);
}

static void two_printers(void)
{
    begin(true);
    other = printer_create();
    actor_run(arrive(0)); /* into the callback, and out of it */
    arrive_as("other's second", call_other, 1);
    fact("callbacks, while nobody has called the other printer's first()",
         "%zu", calls);
    if (calls != 1)
        return;
    arrive_as("other's first", call_other, 0);
    arrive(1);
    fact("callbacks of two printers that run at the same time", "%d", inside);
    arrive_as("other's third", call_other, 2);
    arrive(2);
    actors_finish();
    fact("callbacks of both printers", "%zu", calls);
    printer_destroy(printer);
    printer_destroy(other);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

/* ---- for the race detectors ---- */

/* Two rounds in which nobody has to wait, and one to which all come during the
 * first callback. What the callbacks share shows a hand-over that is missing.
 * If somebody waits who should not, it ends there: other checks say why. */
static void everything(void)
{
    struct actor *one[THREADS_MAX];
    for (int crowd = 0; crowd < 2; crowd++) {
        int count = crowd ? 3 : THREADS_MAX;
        begin(crowd);
        for (int i = 0; i < count; i++)
            one[i] = actor_start(names[i], call_step, &the_step[i % 3]);
        for (int i = 0; i < count; i++)
            if (actor_run(one[i]) != ACTOR_FINISHED && !crowd)
                return;
        if (!actors_settle())
            return;
        actors_finish();
        printer_destroy(printer);
    }
}

const struct scenario scenarios[] = {
    {"one_round_any_order", one_round_any_order},
    {"waits_for_callback", waits_for_callback},
    {"returns_after_own_callback", returns_after_own_callback},
    {"woken_for_nothing", woken_for_nothing},
    {"next_round_woken_for_nothing", next_round_woken_for_nothing},
    {"nobody_comes", nobody_comes},
    {"waiters_sleep", waiters_sleep},
    {"next_first_waits", next_first_waits},
    {"next_round", next_round},
    {"many_rounds", many_rounds},
    {"several_callers", several_callers},
    {"two_printers", two_printers},
    {"everything", everything},
    {0},
};
