/* Lab 05, explored: a few requests at once, under every schedule. Time is
 * virtual: it moves when somebody has slept so long, or a scenario says so. */
#include "rate_limiter.h"

#include "explore.h"

#include <stddef.h>

#define MS INT64_C(1000000)
#define DAY (24 * 3600 * INT64_C(1000) * MS)

/* Short, so that who looks every millisecond does not look often: that is
 * another check. */
#define WINDOW (20 * MS)

static struct rate_limiter *limiter;

enum call { ALLOW, ALLOW_AT, ACQUIRE };

/* One call of a thread, and its answer. */
struct request {
    enum call call;
    int64_t time_ns; /* the deadline, or now */
    bool admitted;
    int64_t returned_ns;
};

static void ask(void *argument)
{
    struct request *request = argument;
    switch (request->call) {
    case ALLOW:
        request->admitted = rate_limiter_allow(limiter);
        break;
    case ALLOW_AT:
        request->admitted = rate_limiter_allow_at(limiter, request->time_ns);
        break;
    default:
        request->admitted =
            rate_limiter_acquire_until(limiter, request->time_ns);
    }
}

static void ask_and_look(void *argument)
{
    struct request *request = argument;
    ask(request);
    request->returned_ns = explore_now_ns();
}

/* That many places a window, all but `left` taken now. */
static int64_t make_limiter(unsigned places, unsigned left)
{
    int64_t now_ns = explore_now_ns();
    limiter = rate_limiter_create(places, WINDOW);
    for (unsigned i = left; i < places; i++)
        (void)rate_limiter_acquire_until(limiter, now_ns);
    return now_ns;
}

static void close_limiter(void)
{
    explore_join_all();
    rate_limiter_destroy(limiter);
}

/* ---- the last place ---- */

/* A request that got the next place, a window later, does not matter here. */
static void expect_one(const struct request *requests, int count,
                       int64_t begin_ns)
{
    int admitted = 0;
    for (int i = 0; i < count; i++)
        admitted +=
            requests[i].admitted && requests[i].returned_ns < begin_ns + WINDOW;
    explore_outcome("admitted", admitted);
    explore_expect("requests admitted to the last place", 1, admitted,
                   admitted > 1
                       ? "check-then-act: a thread found a place, and took it "
                         "when another one had it already"
                       : "threads kept each other from a place that was free: "
                         "one of them gets it");
}

static void ask_at_once(const enum call *calls, int count, unsigned places)
{
    static const char *const names[] = {"first", "second", "third"};
    static struct request requests[3];
    int64_t now_ns = make_limiter(places, 1);
    for (int i = 0; i < count; i++) {
        requests[i] = (struct request){.call = calls[i], .time_ns = now_ns};
        explore_thread(names[i], ask_and_look, &requests[i]);
    }
    explore_join_all();
    expect_one(requests, count, now_ns);
    close_limiter();
}

static void two_for_the_last_place(void)
{
    static const enum call pairs[][2] = {{ALLOW, ALLOW},
                                         {ALLOW_AT, ALLOW_AT},
                                         {ACQUIRE, ALLOW_AT},
                                         {ACQUIRE, ACQUIRE}};
    const enum call *pair = pairs[explore_choose(4)];
    ask_at_once(pair, 2, explore_choose(2) ? 2 : 1);
}

static void three_for_the_last_place(void)
{
    static const enum call trio[] = {ALLOW_AT, ALLOW_AT, ALLOW_AT};
    ask_at_once(trio, 3, 1);
}

/* Every function, admitting and refusing; for the race detector. */
static void log_is_ordered(void)
{
    static const enum call pairs[][2] = {
        {ALLOW, ALLOW_AT}, {ALLOW_AT, ACQUIRE}, {ACQUIRE, ALLOW}};
    static struct request requests[2];
    const enum call *pair = pairs[explore_choose(3)];
    int64_t now_ns = make_limiter(1, (unsigned)explore_choose(2));
    for (int i = 0; i < 2; i++) {
        requests[i] = (struct request){.call = pair[i], .time_ns = now_ns};
        explore_thread(i == 0 ? "first" : "second", ask, &requests[i]);
    }
    close_limiter();
}

/* ---- histories ---- */

#define LOG_PLACES 2
#define LOG_WINDOW 100

static const char *const words[] = {"allow_at"};

/* The limiter as its last admissions, the latest one first. */
struct log {
    long latest[LOG_PLACES];
    int count;
};

static bool log_specification(void *state, int operation, long now, long result)
{
    struct log *log = state;
    (void)operation;
    if (log->count > 0 && now < log->latest[0])
        now = log->latest[0];
    bool admits = log->count < LOG_PLACES ||
                  now - log->latest[LOG_PLACES - 1] >= LOG_WINDOW;
    if (admits) {
        for (int i = LOG_PLACES - 1; i > 0; i--)
            log->latest[i] = log->latest[i - 1];
        log->latest[0] = now;
        log->count += log->count < LOG_PLACES;
    }
    return admits == (result != 0);
}

static void ask_on_record(void *argument)
{
    for (const long *time = argument; *time; time++) {
        explore_called(0, *time);
        explore_returned(rate_limiter_allow_at(limiter, *time));
    }
}

/* All in one window: where it ends is another check. */
static void as_if_one_by_one(void)
{
    static long first[] = {1000, 1010, 0}, second[] = {1005, 1015, 0};
    struct log empty = {.count = 0};
    limiter = rate_limiter_create(LOG_PLACES, LOG_WINDOW);
    explore_thread("first", ask_on_record, first);
    explore_thread("second", ask_on_record, second);
    explore_join_all();
    explore_linearizable(log_specification, &empty, sizeof empty, words);
    close_limiter();
}

/* ---- waiting for a place ---- */

#define SLEPT                                                                  \
    "check-then-act: after its sleep a thread took the place without looking " \
    "whether it was still free"

static struct request waiter(int64_t deadline_ns)
{
    return (struct request){.call = ACQUIRE, .time_ns = deadline_ns};
}

static void expect_admitted(const struct request *request,
                            int64_t not_before_ns, const char *diagnosis)
{
    explore_require(request->admitted, VERDICT_WRONG_RESULT,
                    "the waiting thread is admitted in the end",
                    "it gives up, long before its deadline", diagnosis);
    explore_require(request->returned_ns >= not_before_ns, VERDICT_WRONG_RESULT,
                    "it is admitted when a place is free", "earlier",
                    "acquire_until() came back before there was a place");
}

/* There is one place after a window, and one more after two: somebody gets the
 * first one, and only a thread that is late for its deadline the second. */
static void expect_one_a_window(const struct request requests[2],
                                int64_t begin_ns, const char *both)
{
    int64_t last_ns = requests[0].returned_ns > requests[1].returned_ns
                          ? requests[0].returned_ns
                          : requests[1].returned_ns;
    bool second_is_free = last_ns >= begin_ns + 2 * WINDOW;
    int admitted = requests[0].admitted + requests[1].admitted;
    explore_require(admitted > 0, VERDICT_WRONG_RESULT,
                    "somebody gets the place that becomes free", "nobody does",
                    "acquire_until() gave up although a place was free before "
                    "the deadline");
    explore_require(admitted < 2 || second_is_free, VERDICT_WRONG_RESULT,
                    "one of the two gets this place",
                    "both were admitted to it", both);
}

static void wait_together(int64_t first_for_ns, int64_t second_for_ns,
                          const char *both)
{
    static struct request requests[2];
    int64_t now_ns = make_limiter(1, 0);
    requests[0] = waiter(now_ns + first_for_ns);
    requests[1] = waiter(now_ns + second_for_ns);
    explore_thread("first waiter", ask_and_look, &requests[0]);
    explore_thread("second waiter", ask_and_look, &requests[1]);
    explore_join_all();
    expect_one_a_window(requests, now_ns, both);
    close_limiter();
}

static void two_wait_for_one_place(void)
{
    wait_together(3 * WINDOW / 2, 3 * WINDOW / 2, SLEPT);
}

/* One gives up before there is a place; it takes none, and gives none away. */
static void one_gives_up(void)
{
    wait_together(WINDOW / 2, 3 * WINDOW / 2,
                  "a request that timed out must neither take a place nor "
                  "give one away");
}

static void ask_when_it_is_free(void *argument)
{
    explore_advance_ns(WINDOW);
    ask_and_look(argument);
}

/* Somebody who does not wait may be faster; there is a place after that. */
static void overtaken(void)
{
    static struct request waiting, quick;
    int64_t now_ns = make_limiter(1, 0);
    waiting = waiter(now_ns + 10 * WINDOW);
    quick = waiter(now_ns + WINDOW);
    explore_thread("waiter", ask_and_look, &waiting);
    explore_thread("quick", ask_when_it_is_free, &quick);
    explore_join_all();
    expect_admitted(&waiting, now_ns + WINDOW,
                    "gave up too early: another thread took the place, and "
                    "the next one was free before the deadline (`if` where "
                    "`while` belongs)");
    explore_require(!quick.admitted ||
                        waiting.returned_ns >= now_ns + 2 * WINDOW ||
                        quick.returned_ns >= now_ns + 2 * WINDOW,
                    VERDICT_WRONG_RESULT, "one of the two gets this place",
                    "both were admitted to it", SLEPT);
    close_limiter();
}

/* Whatever wakes it: it looks again, and sleeps on. The other one may be so
 * slow that it gets a place. */
static void woken_for_nothing(void)
{
    static struct request waiting, other;
    int64_t now_ns = make_limiter(1, 0);
    waiting = waiter(now_ns + 10 * WINDOW);
    other = waiter(now_ns);
    explore_thread("waiter", ask_and_look, &waiting);
    explore_thread("other", ask, &other);
    explore_join_all();
    expect_admitted(&waiting, now_ns + WINDOW,
                    "woken for nothing, it gave up before its deadline");
    close_limiter();
}

/* ---- the wall clock ---- */

static void set_wall_clock(void *forward)
{
    explore_step_wall_clock_ns(*(const bool *)forward ? 2 * DAY : -2 * DAY);
}

static void wall_clock_is_set(void)
{
    static struct request waiting;
    static bool forward;
    int64_t now_ns = make_limiter(1, 0);
    forward = explore_choose(2);
    waiting = waiter(now_ns + 3 * WINDOW);
    explore_thread("waiter", ask_and_look, &waiting);
    explore_thread("sets the time", set_wall_clock, &forward);
    explore_join_all();
    expect_admitted(&waiting, now_ns + WINDOW,
                    "the wall clock decides how long a thread waits");
    explore_require(waiting.returned_ns <= now_ns + 3 * WINDOW,
                    VERDICT_WRONG_RESULT, "it is admitted by its deadline",
                    "it waits for days",
                    "the wall clock decides how long a thread waits: set "
                    "back, it makes the wait longer");
    close_limiter();
}

/* ---- memory ---- */

static void no_memory(void)
{
    explore_heap_limit(explore_choose(3));
    limiter = rate_limiter_create(2, WINDOW);
    explore_heap_limit(-1);
    if (limiter != NULL)
        rate_limiter_destroy(limiter);
    explore_require(explore_heap_blocks() == 0, VERDICT_MEMORY_ERROR,
                    "blocks of memory left: none",
                    "blocks of memory left: some",
                    "a rate_limiter_create() that fails half way must free "
                    "what it has allocated already");
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "two_for_the_last_place",
     .claim = "Two threads ask for the last place: exactly one gets it.",
     .play = two_for_the_last_place,
     .races_off = true},
    {.name = "three_for_the_last_place",
     .question = "One place is free, and three threads ask for it at once.\n"
                 "How many of them can be admitted?",
     .claim = "Three threads ask for the last place: exactly one gets it.",
     .play = three_for_the_last_place,
     .races_off = true},
    {.name = "as_if_one_by_one",
     .claim = "Some order of the requests explains all answers.",
     .play = as_if_one_by_one,
     .races_off = true},
    {.name = "two_wait_for_one_place",
     .claim = "Two threads wait for one place: exactly one gets it.",
     .play = two_wait_for_one_place,
     .races_off = true},
    {.name = "overtaken",
     .claim = "Overtaken at the place, a thread waits for the next one.",
     .play = overtaken,
     .races_off = true},
    {.name = "woken_for_nothing",
     .claim = "A wake-up without a reason changes nothing.",
     .play = woken_for_nothing,
     .spurious = 1,
     .races_off = true},
    {.name = "one_gives_up",
     .claim = "Who gives up neither takes a place nor gives one away.",
     .play = one_gives_up,
     .races_off = true},
    {.name = "wall_clock_is_set",
     .claim = "The wall clock is set while a thread waits: nothing changes.",
     .play = wall_clock_is_set,
     .races_off = true},
    {.name = "no_memory",
     .claim = "Without memory there is no limiter, and nothing is left.",
     .play = no_memory,
     .races_off = true},
    {.name = "log_is_ordered",
     .claim = "Every access to the log is ordered with every other.",
     .play = log_is_ordered},
    {.name = NULL},
};
