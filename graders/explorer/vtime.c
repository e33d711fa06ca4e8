/* vtime.c - virtual time: the clocks and the sleeps.
 *
 * Time stands still while anybody can run, but for one thing: who sleeps, or
 * waits with a time limit, may be over time at any moment, because nothing
 * promises that the others are quick. A sleep is therefore no synchronisation
 * here, as it is none in POSIX.
 */
#define _GNU_SOURCE
#include "abi_access.h"
#include "policy.h"

#include <sys/time.h>
#include <time.h>

#define NS_PER_S INT64_C(1000000000)

static int64_t read_clock(clockid_t clock, const void *to, const void *pc)
{
    policy_clock_is_read();
    op_publish(OP_CLOCK, NULL, ACCESS_NONE, pc);
    engine.current->op.clock_access = ACCESS_READ;
    engine.current->op.operand = (uintptr_t)to;
    schedule();
    return clock == CLOCK_REALTIME ? engine.now_ns + engine.wall_offset_ns
                                   : engine.now_ns;
}

int model_clock_gettime(clockid_t clock, struct timespec *now)
{
    const void *pc = CALLER;
    int64_t ns = read_clock(clock, now, pc);
    writes(now, sizeof *now, pc);
    now->tv_sec = ns / NS_PER_S;
    now->tv_nsec = ns % NS_PER_S;
    return 0;
}

/* A nanosecond, whatever the clock. */
int model_clock_getres(clockid_t clock, struct timespec *resolution)
{
    (void)clock;
    if (!resolution)
        return 0;
    writes(resolution, sizeof *resolution, CALLER);
    *resolution = (struct timespec){.tv_nsec = 1};
    return 0;
}

int model_timespec_get(struct timespec *now, int base)
{
    const void *pc = CALLER;
    int64_t ns = read_clock(CLOCK_REALTIME, now, pc);
    writes(now, sizeof *now, pc);
    now->tv_sec = ns / NS_PER_S;
    now->tv_nsec = ns % NS_PER_S;
    return base;
}

int model_gettimeofday(struct timeval *now, void *zone)
{
    const void *pc = CALLER;
    (void)zone;
    int64_t ns = read_clock(CLOCK_REALTIME, now, pc);
    writes(now, sizeof *now, pc);
    now->tv_sec = ns / NS_PER_S;
    now->tv_usec = ns % NS_PER_S / 1000;
    return 0;
}

time_t model_time(time_t *now)
{
    const void *pc = CALLER;
    time_t seconds = read_clock(CLOCK_REALTIME, now, pc) / NS_PER_S;
    if (now) {
        writes(now, sizeof *now, pc);
        *now = seconds;
    }
    return seconds;
}

clock_t model_clock(void)
{
    return (clock_t)(read_clock(CLOCK_MONOTONIC, NULL, CALLER) / 1000);
}

/* Where nobody can tell how much time has passed, a sleep is a step and
 * nothing else. */
static void sleep_until(int64_t deadline_ns, const void *pc)
{
    op_publish(OP_SLEEP, NULL, ACCESS_NONE, pc);
    engine.slept = true;
    if (engine.time_counts)
        op_set_deadline(deadline_ns);
    engine.sleeps++;
    schedule();
    if (!engine.time_counts)
        return;
    engine.current->op.by_expiry = true;
    if (deadline_ns > engine.now_ns)
        engine.now_ns = deadline_ns;
}

static void sleep_for(int64_t ns, const void *pc)
{
    sleep_until(engine.now_ns + ns, pc);
}

static int fail_with(int error)
{
    engine.current->saved_errno = error;
    return -1;
}

/* No signals: nobody is woken early, nothing is left. */
int model_nanosleep(const struct timespec *time, struct timespec *left)
{
    const void *pc = CALLER;
    (void)left;
    reads(time, sizeof *time, pc);
    if (!is_timespec(time) || time->tv_sec < 0)
        return fail_with(EINVAL);
    sleep_for(ns_from(time), pc);
    return 0;
}

int model_clock_nanosleep(clockid_t clock, int flags,
                          const struct timespec *time, struct timespec *left)
{
    const void *pc = CALLER;
    (void)left;
    reads(time, sizeof *time, pc);
    if (!is_timespec(time))
        return EINVAL;
    if (flags & TIMER_ABSTIME)
        sleep_until(deadline_from(time, clock), pc);
    else
        sleep_for(ns_from(time), pc);
    return 0;
}

int model_thrd_sleep(const struct timespec *time, struct timespec *left)
{
    const void *pc = CALLER;
    (void)left;
    reads(time, sizeof *time, pc);
    if (!is_timespec(time) || time->tv_sec < 0)
        return -2;
    sleep_for(ns_from(time), pc);
    return 0;
}

int model_usleep(unsigned us)
{
    sleep_for((int64_t)us * 1000, CALLER);
    return 0;
}

unsigned model_sleep(unsigned seconds)
{
    sleep_for((int64_t)seconds * NS_PER_S, CALLER);
    return 0;
}
