/* Lab 02, explored: small programs around an attempt, under every schedule. */
#include "print_in_order.h"

#include "explore.h"

#include <stddef.h>

static struct printer *printer;

/* ---- the callbacks ---- */

/* Grows by 1 when a callback begins, and when it ends. */
static long place;

static bool asks_for_first; /* whose callback it is, make predict does */

static const char overlap[] =
    "a callback began while another one was still running: the turn has to "
    "pass on after the callback, and to one caller alone";

static void print_line(void *argument)
{
    int step = *(const int *)argument;
    long now = explore_add(&place, 1);
    if (asks_for_first && now == 1)
        explore_outcome("printed first", step + 1);
    explore_require(now % 2 == 1, VERDICT_WRONG_RESULT,
                    "no callback begins before the one ahead has returned",
                    "two callbacks run at once", overlap);
    explore_expect("step of the callback that began", now / 2 % 3 + 1, step + 1,
                   "a callback may begin only when the one before it has "
                   "returned");
    explore_add(&place, 1);
}

static void (*const take[])(struct printer *, void (*)(void *), void *) = {
    printer_first, printer_second, printer_third};

/* Threads get the address of one of these. */
static int steps[] = {0, 1, 2};

static const char *const names[] = {"first", "second", "third"};

static void call_step(void *argument)
{
    int step = *(const int *)argument;
    take[step](printer, print_line, &steps[step]);
}

static void begin(void)
{
    printer = printer_create();
}

static void start(int step)
{
    explore_thread(names[step], call_step, &steps[step]);
}

/* It comes, and is asleep or has returned when this returns. */
static void arrive(int step)
{
    start(step);
    explore_settle();
}

static void expect_callbacks(long count)
{
    explore_join_all();
    explore_expect("callbacks in all", count, place / 2,
                   "each call calls its callback once");
    printer_destroy(printer);
}

/* ---- two that cross ---- */

struct encounter {
    int before; /* the step of somebody who is asleep already, or NOBODY */
    int one, another;
};

#define NOBODY (-1)

/* Each pair, with the third one there already, or coming later. */
static void arrivals_cross(void)
{
    static const struct encounter encounters[] = {
        {NOBODY, 0, 1}, {NOBODY, 0, 2}, {NOBODY, 1, 2}, {2, 0, 1}, {1, 0, 2}};
    const struct encounter *this = &encounters[explore_choose(5)];
    begin();
    if (this->before != NOBODY)
        arrive(this->before);
    start(this->one);
    start(this->another);
    if (this->before == NOBODY) {
        explore_settle();
        start(3 - this->one - this->another);
    }
    expect_callbacks(3);
}

/* The third one of a round, and the first one of the next. */
static void rounds_cross(void)
{
    begin();
    arrive(0);
    arrive(1);
    start(2);
    start(0);
    explore_settle();
    arrive(2);
    arrive(1);
    expect_callbacks(6);
}

/* ---- woken, and it is not their turn ---- */

static void woken_for_nothing(void)
{
    bool second_first = explore_choose(2);
    begin();
    asks_for_first = true;
    arrive(second_first ? 1 : 2);
    arrive(second_first ? 2 : 1);
    arrive(0);
}

/* ---- two callers of one function ---- */

/* Both are there when their turn comes, and again when it comes back. */
static void two_callers(void)
{
    int step = explore_choose(3);
    begin();
    start(step);
    explore_thread("the same", call_step, &steps[step]);
    explore_settle();
    for (int i = 0; i < 6; i++)
        if (i % 3 != step)
            arrive(i % 3);
    expect_callbacks(6);
}

/* ---- no memory ---- */

static void create_without_memory(void)
{
    size_t before = explore_heap_blocks();
    explore_heap_limit(explore_choose(3));
    begin();
    explore_heap_limit(-1);
    if (printer != NULL)
        printer_destroy(printer);
    explore_require(explore_heap_blocks() == before, VERDICT_MEMORY_ERROR,
                    "nothing is left of a printer that was not created",
                    "a block of memory that nobody can free",
                    "what was allocated before is freed when there is no "
                    "memory for the rest");
}

/* ---- data races ---- */

static int written; /* by each callback; ordered by the printer alone */

static void write_down(void *unused)
{
    (void)unused;
    written++;
}

static void hand_over(void *argument)
{
    int step = *(const int *)argument;
    take[step](printer, write_down, NULL);
}

/* A round and the beginning of the next one, in which nobody has to wait, or
 * everybody. */
static void hand_over_race(void)
{
    bool waiting = explore_choose(2);
    begin();
    for (int i = 0; i < 3; i++) {
        int step = waiting ? 2 - i : i;
        explore_thread(names[step], hand_over, &steps[step]);
        explore_settle();
    }
    explore_thread("next first", hand_over, &steps[0]);
    explore_settle();
}

#define SCENARIO(NAME, CLAIM) .name = #NAME, .play = NAME, .claim = CLAIM
#define STEPS .races_off = true, .early = -1

const struct explored_scenario explored_scenarios[] = {
    {SCENARIO(arrivals_cross, "Two that meet get through, in order."), STEPS},
    {SCENARIO(rounds_cross, "A round begins when the last one has ended."),
     STEPS},
    {SCENARIO(woken_for_nothing, "A wake-up for nothing lets nobody in."),
     .question = "The second and the third thread wait, then the first one "
                 "comes. A wait may\nreturn although nobody signalled. Which "
                 "step (1, 2, 3) can be printed first?",
     STEPS, .spurious = 2},
    {SCENARIO(two_callers, "Two callers of a function get a round each."),
     STEPS},
    {SCENARIO(create_without_memory, "create() fails without memory."), STEPS},
    {SCENARIO(hand_over_race, "A callback sees what the last one wrote."),
     .early = -1},
    {.name = NULL},
};
