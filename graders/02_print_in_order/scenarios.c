/* What is done to an attempt at lab 02. */
#include "print_in_order.h"
#include "turns.h"

#include <stdio.h>
#include <string.h>

#define THREADS_MAX 6
#define CALLBACKS_MAX 40

/* Attempts that wait busily cost time. Beyond this many looks the repetitions
 * of a scenario end: `waiters_sleep` is about them. */
#define ENOUGH_BUSY_STEPS 1000

static struct printer *printer;

/* ---- the callback: writes down who is called, and when ----------------------
 */

static char called[CALLBACKS_MAX + 1]; /* "123": one digit a callback */
static size_t calls;
static int inside;   /* callbacks that run */
static int overlaps; /* callbacks that began while another one ran */
static bool pausing; /* whether a callback hands the turn back in its middle */

static void forget_calls(void)
{
    calls = 0;
    called[0] = '\0';
    inside = overlaps = 0;
}

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

/* ---- the threads ------------------------------------------------------------
 */

static void call_first(void *nothing)
{
    (void)nothing;
    printer_first(printer, print_line, "1");
}

static void call_second(void *nothing)
{
    (void)nothing;
    printer_second(printer, print_line, "2");
}

static void call_third(void *nothing)
{
    (void)nothing;
    printer_third(printer, print_line, "3");
}

static void (*const call[])(void *) = {call_first, call_second, call_third};
static const char *const names[] = {"first", "second", "third"};

static void begin(bool callbacks_pause)
{
    printer = printer_create();
    forget_calls();
    pausing = callbacks_pause;
}

static void end(void)
{
    printer_destroy(printer);
    printer = NULL;
}

static struct actor *start(int step)
{
    return actor_start(names[step], call[step], NULL);
}

/* Starts a thread for this step and lets it go as far as it gets. */
static struct actor *arrive(int step)
{
    struct actor *actor = start(step);
    actor_run(actor);
    return actor;
}

static const char *words(const struct actor *actor)
{
    return actor_finished(actor) ? "returns" : "waits";
}

/* ---- one round --------------------------------------------------------------
 */

static const int arrivals[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                   {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

static void say_arrival(const int steps[3])
{
    fact("order in which the threads arrived", "%s, %s, %s", names[steps[0]],
         names[steps[1]], names[steps[2]]);
}

/* Plays one round; tells whether all was well. */
static bool one_round(const int steps[3])
{
    say_arrival(steps);
    begin(false);
    for (int i = 0; i < 3; i++)
        arrive(steps[i]);
    if (in_order())
        actors_finish();
    fact("order of the callbacks", "%s", called);
    if (strcmp(called, "123") != 0)
        return false;
    end();
    return true;
}

static void one_round_any_order(void)
{
    for (int order = WAKE_OLDEST; order <= WAKE_NEWEST; order++) {
        wake_order(order);
        for (int i = 0; i < 6; i++)
            if (busy_steps() < ENOUGH_BUSY_STEPS && !one_round(arrivals[i]))
                return;
    }
}

/* first arrives and stands in the middle of its callback; the others come. */
static void waits_for_callback(void)
{
    begin(true);
    arrive(0);
    arrive(1);
    arrive(2);
    fact("callbacks begun while the first one runs", "%d", overlaps);
    if (overlaps > 0)
        return;
    actors_finish();
    fact("callbacks begun while another one runs", "%d", overlaps);
    end();
}

/* Nobody is there who could be waited for. */
static void returns_after_own_callback(void)
{
    begin(false);
    fact("first(), while nobody has called second()", "%s", words(arrive(0)));
    fact("second(), while nobody has called third()", "%s", words(arrive(1)));
    fact("third(), while nobody has called first() again", "%s",
         words(arrive(2)));
    actors_finish();
    end();
}

/* ---- wake-ups ---------------------------------------------------------------
 */

static void wake_for_nothing(struct actor *actor)
{
    if (actor_wake_spuriously(actor))
        actor_run(actor);
}

static void woken_for_nothing(void)
{
    begin(true);
    struct actor *third = arrive(2);
    struct actor *second = arrive(1);
    for (int i = 0; i < 2; i++) {
        wake_for_nothing(third);
        wake_for_nothing(second);
    }
    fact("callbacks that ran before the first one", "%zu", calls);
    if (calls > 0)
        return;
    struct actor *first = arrive(0);
    wake_for_nothing(third);
    wake_for_nothing(second);
    actor_run(first);
    actor_run(second);
    wake_for_nothing(third);
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
    struct actor *next = arrive(0);
    size_t before = calls;
    for (int i = 0; i < 2; i++)
        wake_for_nothing(next);
    fact("first callbacks of the next round that ran too early", "%zu",
         calls - before);
}

/* All waits of every thread return once or twice for nothing. */
static void every_wait_returns_early(void)
{
    for (int times = 1; times <= 2; times++) {
        spurious_wakeups(times);
        for (int i = 0; i < 6; i++)
            if (busy_steps() < ENOUGH_BUSY_STEPS && !one_round(arrivals[i]))
                return;
    }
}

static const char *right;             /* the order that a trial must have */
static char worst[CALLBACKS_MAX + 1]; /* the last one that was not right */

static void keep_worst(void)
{
    if (strcmp(called, right) != 0)
        strcpy(worst, called);
    end();
}

static void set_up(void)
{
    begin(false);
}

static void set_up_third_waits(void)
{
    begin(false);
    arrive(2);
}

static void set_up_second_waits(void)
{
    begin(false);
    arrive(1);
}

static void set_up_first_done(void)
{
    begin(false);
    arrive(0);
}

static void set_up_two_done(void)
{
    begin(false);
    arrive(0);
    arrive(1);
}

static void third_comes(void)
{
    arrive(2);
    actors_finish();
    keep_worst();
}

static void cross(void (*before)(void), int one, int other, void (*after)(void))
{
    actors_cross(&(struct crossing){
        .set_up = before,
        .first_name = names[one],
        .first = call[one],
        .second_name = names[other],
        .second = call[other],
        .tear_down = after,
    });
}

static void arrivals_cross(void)
{
    right = "123";
    strcpy(worst, right);
    for (int order = WAKE_OLDEST; order <= WAKE_NEWEST; order++) {
        wake_order(order);
        cross(set_up, 0, 1, third_comes);
        cross(set_up, 1, 0, third_comes);
        cross(set_up_first_done, 1, 2, keep_worst);
        cross(set_up_first_done, 2, 1, keep_worst);
        cross(set_up_third_waits, 0, 1, keep_worst);
        cross(set_up_third_waits, 1, 0, keep_worst);
        cross(set_up_second_waits, 0, 2, keep_worst);
        cross(set_up_second_waits, 2, 0, keep_worst);
    }
    fact("order of the callbacks", "%s", worst);
}

/* ---- sleeping ---------------------------------------------------------------
 */

/* Nobody can go on here, so this never reaches its end: what is asked is
 * whether the threads sleep (a deadlock, as it should be) or look again and
 * again (a livelock). */
static void nobody_comes(void)
{
    begin(false);
    arrive(1);
    arrive(2);
    actors_finish();
}

static const char *busy_one;

/* Looking a few times before one goes to sleep is fine. */
static void expect_sleep(struct actor *actor, const char *who)
{
    for (int i = 0; i < 20 && actor_is_busy(actor); i++)
        actor_run(actor);
    if (actor_is_busy(actor) && busy_one == NULL)
        busy_one = who;
}

static void waiters_sleep(void)
{
    begin(true);
    arrive(0); /* stands in its callback */
    expect_sleep(arrive(1), "second, while the first callback runs");
    if (!busy_one)
        expect_sleep(arrive(1), "second, of a later round");
    if (!busy_one)
        expect_sleep(arrive(2), "third, while the first callback runs");
    if (!busy_one)
        expect_sleep(arrive(0), "first, while the one before runs");
    begin(false);
    arrive(0);
    if (!busy_one)
        expect_sleep(arrive(0), "first, of the next round");
    fact("threads that look again and again while they wait", "%s",
         busy_one ? busy_one : "none");
}

/* ---- rounds -----------------------------------------------------------------
 */

/* The third callback runs; the first one of the next round has to wait. */
static void next_first_waits(void)
{
    begin(true);
    struct actor *first = arrive(0);
    actor_run(first);
    struct actor *second = arrive(1);
    actor_run(second);
    arrive(2);
    arrive(0);
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
    forget_calls();
    for (int step = 2; step >= 0; step--)
        arrive(step);
    if (in_order())
        actors_finish();
    fact("callbacks of the second round", "%s", called);
}

#define ROUNDS 3

static int the_step[] = {0, 1, 2};

static void every_round(void *step)
{
    for (int i = 0; i < ROUNDS; i++)
        call[*(const int *)step](NULL);
}

static bool rounds_of_three_threads(const int steps[3])
{
    say_arrival(steps);
    begin(false);
    for (int i = 0; i < 3; i++)
        actor_run(
            actor_start(names[steps[i]], every_round, &the_step[steps[i]]));
    if (in_order())
        actors_finish();
    fact("order of the callbacks in 3 rounds", "%s", called);
    if (strcmp(called, "123123123") != 0)
        return false;
    end();
    return true;
}

static void many_rounds(void)
{
    for (int order = WAKE_OLDEST; order <= WAKE_NEWEST; order++) {
        wake_order(order);
        for (int i = 0; i < 6; i++)
            if (busy_steps() < ENOUGH_BUSY_STEPS &&
                !rounds_of_three_threads(arrivals[i]))
                return;
    }
}

static void all_steps(void *nothing)
{
    for (int i = 0; i < ROUNDS; i++)
        for (int step = 0; step < 3; step++)
            call[step](nothing);
}

static void one_thread_plays_all(void)
{
    begin(false);
    actor_run(actor_start("all three", all_steps, NULL));
    actors_finish();
    fact("order of the callbacks in 3 rounds", "%s", called);
    end();
}

static void third_crosses_next_first(void)
{
    right = "1231";
    strcpy(worst, right);
    cross(set_up_two_done, 2, 0, keep_worst);
    cross(set_up_two_done, 0, 2, keep_worst);
    fact("order of the callbacks", "%s", worst);
}

/* ---- two callers of each function -------------------------------------------
 */

static const char *const names_of_two[] = {"first 1", "second 1", "third 1",
                                           "first 2", "second 2", "third 2"};

enum manner { QUICK, PAUSED_IN_CALLBACK, SETTLED_EACH_TIME };

static void say_what_happened(const int steps[THREADS_MAX])
{
    fact("order in which the threads arrived", "%s, %s, %s, %s, %s, %s",
         names[steps[0]], names[steps[1]], names[steps[2]], names[steps[3]],
         names[steps[4]], names[steps[5]]);
    fact("order of the callbacks", "%s", called);
    fact("callbacks begun while another one runs", "%d", overlaps);
}

/* Six threads that arrive in this order. Tells whether all was well. */
static bool two_rounds_at_once(const int steps[THREADS_MAX], enum manner manner)
{
    int seen[3] = {0, 0, 0};
    begin(manner != QUICK);
    for (int i = 0; i < THREADS_MAX; i++) {
        int step = steps[i];
        actor_run(actor_start(names_of_two[step + 3 * seen[step]++], call[step],
                              NULL));
        if (manner == SETTLED_EACH_TIME)
            actors_settle();
    }
    if (in_order() && overlaps == 0)
        actors_finish();
    if (strcmp(called, "123123") != 0 || overlaps > 0) {
        say_what_happened(steps);
        return false;
    }
    end();
    return true;
}

/* The next permutation in lexicographic order; false after the last one. */
static bool next_arrival(int steps[THREADS_MAX])
{
    int i = THREADS_MAX - 2, j = THREADS_MAX - 1;
    while (i >= 0 && steps[i] >= steps[i + 1])
        i--;
    if (i < 0)
        return false;
    while (steps[j] <= steps[i])
        j--;
    int swap = steps[i];
    steps[i] = steps[j];
    steps[j] = swap;
    for (int low = i + 1, high = THREADS_MAX - 1; low < high; low++, high--) {
        swap = steps[low];
        steps[low] = steps[high];
        steps[high] = swap;
    }
    return true;
}

static bool every_arrival(enum manner manner)
{
    int steps[THREADS_MAX] = {0, 0, 1, 1, 2, 2};
    do {
        if (!two_rounds_at_once(steps, manner))
            return false;
    } while (busy_steps() < ENOUGH_BUSY_STEPS && next_arrival(steps));
    return true;
}

static void several_callers(void)
{
    wake_order(WAKE_OLDEST);
    if (!every_arrival(QUICK) || !every_arrival(PAUSED_IN_CALLBACK))
        return;
    wake_order(WAKE_NEWEST);
    if (!every_arrival(SETTLED_EACH_TIME))
        return;
    fact("order of the callbacks", "123123");
    fact("callbacks begun while another one runs", "0");
}

/* ---- two printers -----------------------------------------------------------
 */

static struct printer *other;

static void other_first(void *nothing)
{
    (void)nothing;
    printer_first(other, print_line, "1");
}

static void other_second(void *nothing)
{
    (void)nothing;
    printer_second(other, print_line, "2");
}

static void other_third(void *nothing)
{
    (void)nothing;
    printer_third(other, print_line, "3");
}

static void two_printers(void)
{
    begin(false);
    other = printer_create();
    arrive(0);
    actor_run(actor_start("other's second", other_second, NULL));
    fact("callbacks, while nobody has called the other printer's first()",
         "%zu", calls);
    if (calls != 1)
        return;
    actor_run(actor_start("other's first", other_first, NULL));
    actor_run(actor_start("other's third", other_third, NULL));
    arrive(1);
    arrive(2);
    actors_finish();
    fact("callbacks of both printers", "%zu", calls);
    end();
    printer_destroy(other);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

static void printers_at_once(void)
{
    begin(true);
    other = printer_create();
    arrive(0); /* stands in its callback */
    actor_run(actor_start("other's first", other_first, NULL));
    fact("callbacks of two printers that run at the same time", "%d", inside);
    actors_finish();
}

/* ---- for the race detectors
 * -------------------------------------------------- */

static char shared[8];
static int writes;
/* Not seen through by the compiler: ThreadSanitizer knows memset(), and no
 * plain write of this file. */
static void *(*volatile write_all)(void *, int, size_t) = memset;

static void write_shared(void *argument)
{
    writes++;
    write_all(shared, *(const char *)argument, sizeof shared);
}

static void write_first(void *nothing)
{
    (void)nothing;
    printer_first(printer, write_shared, "1");
}

static void write_second(void *nothing)
{
    (void)nothing;
    printer_second(printer, write_shared, "2");
}

static void write_third(void *nothing)
{
    (void)nothing;
    printer_third(printer, write_shared, "3");
}

/* Two rounds in which nobody has to wait. If somebody waits all the same, it
 * ends there: other checks say why. */
static void everything(void)
{
    printer = printer_create();
    struct actor *one[] = {
        actor_start("first", write_first, NULL),
        actor_start("second", write_second, NULL),
        actor_start("third", write_third, NULL),
        actor_start("next first", write_first, NULL),
        actor_start("next second", write_second, NULL),
        actor_start("next third", write_third, NULL),
    };
    for (int i = 0; i < THREADS_MAX; i++)
        if (actor_run(one[i]) != ACTOR_FINISHED)
            return;
    actors_finish();
    printer_destroy(printer);
}

const struct scenario scenarios[] = {
    {"one_round_any_order", one_round_any_order},
    {"waits_for_callback", waits_for_callback},
    {"returns_after_own_callback", returns_after_own_callback},
    {"woken_for_nothing", woken_for_nothing},
    {"next_round_woken_for_nothing", next_round_woken_for_nothing},
    {"every_wait_returns_early", every_wait_returns_early},
    {"arrivals_cross", arrivals_cross},
    {"nobody_comes", nobody_comes},
    {"waiters_sleep", waiters_sleep},
    {"next_first_waits", next_first_waits},
    {"next_round", next_round},
    {"many_rounds", many_rounds},
    {"one_thread_plays_all", one_thread_plays_all},
    {"third_crosses_next_first", third_crosses_next_first},
    {"several_callers", several_callers},
    {"two_printers", two_printers},
    {"printers_at_once", printers_at_once},
    {"everything", everything},
    {0},
};
