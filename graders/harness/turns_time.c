/* Virtual time: the clocks that the attempt reads, and its sleeps. */
#define _GNU_SOURCE

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <unistd.h>

#define NS_PER_S INT64_C(1000000000)
#define WALL_START_NS (INT64_C(1700000000) * NS_PER_S)

static int64_t elapsed_ns;
static int64_t wall_steps_ns;

int64_t turns_timespec_ns(const struct timespec *time)
{
    return (int64_t)time->tv_sec * NS_PER_S + time->tv_nsec;
}

static struct timespec timespec_of(int64_t ns)
{
    return (struct timespec){.tv_sec = (time_t)(ns / NS_PER_S),
                             .tv_nsec = (long)(ns % NS_PER_S)};
}

int64_t turns_clock_ns(clockid_t clock)
{
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
        clock == CLOCK_TAI)
        return WALL_START_NS + elapsed_ns + wall_steps_ns;
    return CLOCK_START_NS + elapsed_ns;
}

int64_t clock_now_ns(void)
{
    return turns_clock_ns(CLOCK_MONOTONIC);
}

void clock_advance(int64_t ns)
{
    elapsed_ns += ns;
}

void wall_clock_step(int64_t ns)
{
    wall_steps_ns += ns;
}

/* Wakes everybody whose deadline has come. */
void turns_expire_deadlines(void)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        if (a->activity != BLOCKED || !a->has_deadline ||
            turns_clock_ns(a->clock) < a->deadline_ns)
            continue;
        a->timed_out = true;
        turns_unblock(a);
    }
}

/* Nobody can run: moves time to the next deadline. Returns false if nobody
 * has one. */
bool turns_advance_to_next_deadline(void)
{
    int64_t next = INT64_MAX;
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        if (a->activity != BLOCKED || !a->has_deadline)
            continue;
        int64_t left = a->deadline_ns - turns_clock_ns(a->clock);
        if (left < next)
            next = left;
    }
    if (next == INT64_MAX)
        return false;
    if (next > 0)
        clock_advance(next);
    turns_expire_deadlines();
    return true;
}

int turns_clock_gettime(clockid_t clock, struct timespec *time)
{
    turns_enter();
    TURNS_RECORD("reads a clock");
    *time = timespec_of(turns_clock_ns(clock));
    turns_step(STEP_CLOCK);
    turns_leave();
    return 0;
}

int turns_timespec_get(struct timespec *time, int base)
{
    turns_clock_gettime(CLOCK_REALTIME, time);
    return base;
}

int turns_gettimeofday(struct timeval *time, void *zone)
{
    (void)zone;
    struct timespec now;
    turns_clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t turns_time(time_t *time)
{
    struct timespec now;
    turns_clock_gettime(CLOCK_REALTIME, &now);
    if (time)
        *time = now.tv_sec;
    return now.tv_sec;
}

clock_t turns_clock(void)
{
    return (clock_t)(elapsed_ns / 1000);
}

/* ---- sleeping ---- */

static void sleep_until(clockid_t clock, int64_t deadline_ns)
{
    struct timespec deadline = timespec_of(deadline_ns);
    turns_enter();
    TURNS_RECORD("sleeps");
    turns_count_sleep();
    (void)turns_block(FOR_TIME, NULL, clock, &deadline);
    turns_leave();
}

int turns_clock_nanosleep(clockid_t clock, int flags,
                          const struct timespec *time, struct timespec *left)
{
    int64_t deadline_ns = turns_timespec_ns(time);
    if (time->tv_nsec < 0 || time->tv_nsec >= NS_PER_S)
        return EINVAL;
    if (!(flags & TIMER_ABSTIME)) {
        /* POSIX: setting a clock does not change how long this sleeps. */
        clock = CLOCK_MONOTONIC;
        deadline_ns += turns_clock_ns(clock);
        if (left)
            *left = (struct timespec){0, 0};
    }
    sleep_until(clock, deadline_ns);
    return 0;
}

int turns_nanosleep(const struct timespec *duration, struct timespec *left)
{
    int error = turns_clock_nanosleep(CLOCK_MONOTONIC, 0, duration, left);
    errno = error;
    return error ? -1 : 0;
}

int turns_usleep(unsigned us)
{
    sleep_until(CLOCK_MONOTONIC, clock_now_ns() + (int64_t)us * 1000);
    return 0;
}

unsigned turns_sleep(unsigned s)
{
    sleep_until(CLOCK_MONOTONIC, clock_now_ns() + (int64_t)s * NS_PER_S);
    return 0;
}
