/* What is done to an attempt at lab 05: threads that wait for a place. */
#include "scenarios_internal.h"

/* What a waiting thread may be late: a limiter is no alarm clock. */
#define LATE (10 * MS)

static const char *yes_or_no(bool yes)
{
    return yes ? "yes" : "no";
}

/* A limiter of that many places per second, all taken now; by the function
 * that waits, so that what is wrong with the others does not matter here. */
static void make_full(unsigned max, int64_t window_ns)
{
    limiter = rate_limiter_create(max, window_ns);
    for (unsigned i = 0; i < max; i++)
        (void)rate_limiter_acquire_until(limiter, clock_now_ns());
}

/* Moves time so far, and lets this actor do what it can do then. */
static bool finished_after(struct actor *actor, int64_t ns)
{
    clock_advance(ns);
    actor_run(actor);
    return actor_finished(actor);
}

void place_at_once(void)
{
    struct request late = {.time_ns = clock_now_ns() - 5 * S};
    limiter = rate_limiter_create(1, S);
    struct actor *actor = actor_start("late", acquire, &late);
    actor_run(actor);
    actors_finish();
    fact("a free place, and a deadline that has passed: admitted", "%s",
         yes_or_no(late.admitted));
    rate_limiter_destroy(limiter);
}

void waits_for_place(void)
{
    struct request first = {.time_ns = clock_now_ns() + 5 * S};
    struct request second = first;
    limiter = rate_limiter_create(2, S);
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    clock_advance(300 * MS);
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());

    struct actor *one = actor_start("first waiter", acquire, &first);
    struct actor *two = actor_start("second waiter", acquire, &second);
    spurious_wakeups(1);
    actor_run(one);
    actor_run(one);
    fact("the first waiter returned 1 ns before a place was free", "%s",
         yes_or_no(finished_after(one, 700 * MS - 1)));
    (void)finished_after(one, 1);
    fact("the first waiter returned when a place was free", "%s",
         yes_or_no(finished_after(one, LATE)));
    actor_run(two);
    actor_run(two);
    fact("the second waiter returned 1 ns before the next one was free", "%s",
         yes_or_no(finished_after(two, 300 * MS - LATE - 1)));
    (void)finished_after(two, 1);
    fact("the second waiter returned when it was free", "%s",
         yes_or_no(finished_after(two, LATE)));
    actors_finish();
    fact("both were admitted", "%s",
         yes_or_no(first.admitted && second.admitted));
    rate_limiter_destroy(limiter);
}

void place_at_the_deadline(void)
{
    struct request exact = {.time_ns = clock_now_ns() + S};
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &exact);
    actor_run(actor);
    clock_advance(S);
    actors_finish();
    fact("a place that is free exactly at the deadline: admitted", "%s",
         yes_or_no(exact.admitted));
    rate_limiter_destroy(limiter);
}

void times_out(void)
{
    struct request request = {.time_ns = clock_now_ns() + 400 * MS};
    int64_t free_ns = clock_now_ns() + S;
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    (void)finished_after(actor, 400 * MS);
    fact("returned at its deadline", "%s",
         yes_or_no(finished_after(actor, LATE)));
    actors_finish();
    fact("admitted, with a deadline before a place is free", "%s",
         yes_or_no(request.admitted));
    if (clock_now_ns() < free_ns + LATE)
        clock_advance(free_ns + LATE - clock_now_ns());
    const int64_t times[] = {clock_now_ns(), clock_now_ns()};
    fact("admitted when the place is free, and once more", "%s",
         answers_at(limiter, times, COUNT(times)));
    rate_limiter_destroy(limiter);
}

/* With the deadline 1 ns before the place is free, and one that has passed. */
void just_too_early(void)
{
    struct request early = {.time_ns = clock_now_ns() + S - 1};
    struct request past = {.time_ns = clock_now_ns() - S};
    make_full(1, S);
    struct actor *waiter = actor_start("waiter", acquire, &early);
    struct actor *late = actor_start("late", acquire, &past);
    actor_run(late);
    fact("returned at once when the deadline had passed", "%s",
         yes_or_no(finished_after(late, LATE)));
    actor_run(waiter);
    (void)finished_after(waiter, S - LATE - 1);
    actors_finish();
    fact("admitted, with a deadline that has passed", "%s",
         yes_or_no(past.admitted));
    fact("admitted, with a deadline 1 ns before a place is free", "%s",
         yes_or_no(early.admitted));
    rate_limiter_destroy(limiter);
}

void wall_clock_while_waiting(void)
{
    struct request request = {.time_ns = clock_now_ns() + 3 * S};
    make_full(1, S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    wall_clock_step(2 * DAY);
    fact("returned when the wall clock was set a day forward", "%s",
         yes_or_no(finished_after(actor, 0)));
    wall_clock_step(-4 * DAY);
    (void)finished_after(actor, S);
    fact("returned when the place was free, the wall clock being set back",
         "%s", yes_or_no(finished_after(actor, LATE)));
    actors_finish();
    fact("admitted in the end", "%s", yes_or_no(request.admitted));
    rate_limiter_destroy(limiter);
}

/* Records whether a call returned while somebody waits, and keeps the steps
 * that led to the first one that did not. */
static void fact_returns(const char *name, bool returned)
{
    static bool kept;
    fact(name, "%s", yes_or_no(returned));
    if (!returned && !kept)
        steps_keep();
    kept = kept || !returned;
}

static bool returns(const char *name, void (*body)(void *),
                    struct request *request)
{
    request->time_ns = clock_now_ns();
    struct actor *actor = actor_start(name, body, request);
    for (int i = 0; i < 3; i++) /* a wait until now is no waiting */
        actor_run(actor);
    return actor_finished(actor);
}

void others_go_on(void)
{
    struct request waiting = {.time_ns = clock_now_ns() + 5 * S};
    struct request nearer = {.time_ns = clock_now_ns() + 300 * MS};
    struct request quick[3];
    make_full(1, S);
    struct actor *waiter = actor_start("waiter", acquire, &waiting);
    actor_run(waiter);
    fact_returns("while one waits, allow_at() of another thread returns",
                 returns("allow_at", allow_at, &quick[0]));
    fact_returns("while one waits, acquire_until() of another thread that does "
                 "not want to wait returns",
                 returns("no wait", acquire, &quick[1]));
    struct actor *other = actor_start("nearer", acquire, &nearer);
    actor_run(other);
    (void)finished_after(other, 300 * MS);
    fact_returns("while one waits, another thread with a nearer deadline "
                 "returns then",
                 finished_after(other, LATE));
    fact_returns("while one waits, allow() of another thread returns",
                 returns("allow", allow, &quick[2]));
    actors_finish();
    rate_limiter_destroy(limiter);
}

void no_busy_waiting(void)
{
    struct request request = {.time_ns = clock_now_ns() + 36000 * S};
    int looks = 0;
    make_full(1, 3600 * S);
    struct actor *actor = actor_start("waiter", acquire, &request);
    actor_run(actor);
    for (int minute = 1; minute <= 59; minute++) {
        clock_advance(60 * S);
        looks += actor_run_until(actor, STEP_ANY, 1) == ACTOR_PAUSED;
        actor_run(actor);
    }
    fact("minutes of 59 in which the waiting thread woke up to look", "%d",
         looks);
    fact("pauses that it made meanwhile", "%ld", busy_steps());
    actors_finish();
    rate_limiter_destroy(limiter);
}
