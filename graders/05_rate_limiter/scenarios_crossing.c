/* What is done to an attempt at lab 05: two threads and every place for one
 * preemption; and what the race detectors watch. */
#include "scenarios_internal.h"

void acquire(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_acquire_until(limiter, request->time_ns);
    request->returned_ns = clock_now_ns();
}

void allow_at(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_allow_at(limiter, request->time_ns);
    request->returned_ns = clock_now_ns();
}

void allow(void *argument)
{
    struct request *request = argument;
    request->admitted = rate_limiter_allow(limiter);
    request->returned_ns = clock_now_ns();
}

/* ---- the last place ---- */

static struct request crossing_first, crossing_second;
static int most_admitted, fewest_admitted;

static void set_up_one_place(void)
{
    limiter = rate_limiter_create(1, S);
    crossing_first.time_ns = clock_now_ns();
    crossing_second.time_ns = clock_now_ns();
}

static void set_up_last_of_two(void)
{
    limiter = rate_limiter_create(2, S);
    crossing_first.time_ns = clock_now_ns();
    crossing_second.time_ns = clock_now_ns();
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
}

/* A request that got the next place, a second later, does not matter here. */
static bool got_the_place(const struct request *request)
{
    return request->admitted && request->returned_ns < request->time_ns + S;
}

static void keep_admitted(void)
{
    int admitted =
        got_the_place(&crossing_first) + got_the_place(&crossing_second);
    if (admitted != 1 && most_admitted == 1 && fewest_admitted == 1)
        steps_keep(); /* of the first trial that goes wrong */
    if (admitted > most_admitted)
        most_admitted = admitted;
    if (admitted < fewest_admitted)
        fewest_admitted = admitted;
    rate_limiter_destroy(limiter);
}

static void first_allows(void *nothing)
{
    (void)nothing;
    allow(&crossing_first);
}

static void second_allows(void *nothing)
{
    (void)nothing;
    allow(&crossing_second);
}

static void first_allows_at(void *nothing)
{
    (void)nothing;
    allow_at(&crossing_first);
}

static void second_allows_at(void *nothing)
{
    (void)nothing;
    allow_at(&crossing_second);
}

static void first_acquires(void *nothing)
{
    (void)nothing;
    acquire(&crossing_first);
}

static void second_acquires(void *nothing)
{
    (void)nothing;
    acquire(&crossing_second);
}

static void cross(void (*set_up)(void), void (*first)(void *),
                  void (*second)(void *))
{
    actors_cross(&(struct crossing){
        .set_up = set_up,
        .first_name = "first",
        .first = first,
        .second_name = "second",
        .second = second,
        .tear_down = keep_admitted,
    });
}

void last_place(void)
{
    most_admitted = 1;
    fewest_admitted = 1;
    cross(set_up_one_place, first_allows, second_allows);
    cross(set_up_one_place, first_allows_at, second_allows_at);
    cross(set_up_last_of_two, first_allows_at, second_allows_at);
    cross(set_up_last_of_two, first_acquires, second_allows_at);
    cross(set_up_last_of_two, first_allows_at, second_acquires);
    cross(set_up_last_of_two, first_acquires, second_acquires);
    fact("most requests admitted when two threads ask for the last place", "%d",
         most_admitted);
    fact("fewest requests admitted when two threads ask for the last place",
         "%d", fewest_admitted);
}

/* ---- for the race detectors ---- */

static struct rate_limiter *full;

/* Each thread begins with another function, because a lock that it takes hides
 * what it did not lock before. */
static void use_allow(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow(limiter);
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    (void)rate_limiter_allow_at(full, clock_now_ns());
}

static void use_allow_at(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
    (void)rate_limiter_allow(limiter);
}

static void use_acquire(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_acquire_until(limiter, clock_now_ns());
    (void)rate_limiter_allow_at(limiter, clock_now_ns());
}

static void be_refused(void *nothing)
{
    (void)nothing;
    (void)rate_limiter_allow_at(full, clock_now_ns());
}

void everything(void)
{
    limiter = rate_limiter_create(100, S);
    full = rate_limiter_create(1, S);
    struct actor *users[] = {
        actor_start("allow", use_allow, NULL),
        actor_start("allow again", use_allow, NULL),
        actor_start("allow_at", use_allow_at, NULL),
        actor_start("acquire", use_acquire, NULL),
        actor_start("refused", be_refused, NULL),
    };
    for (int i = 0; i < COUNT(users); i++)
        actor_run(users[i]);
    actors_finish();
    rate_limiter_destroy(limiter);
    rate_limiter_destroy(full);
}
