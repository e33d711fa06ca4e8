/* What is done to an attempt at lab 05: what a thread asks, and what the race
 * detectors watch. */
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
