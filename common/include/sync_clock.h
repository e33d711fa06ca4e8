/*
 * sync_clock.h - the time, in nanoseconds of the monotonic clock.
 *
 * A point in time is an int64_t that counts nanoseconds since some moment in
 * the past; a duration is a difference of two.  Both say their unit in their
 * name.  Functions that give up take a deadline (a point in time) and not a
 * duration, because a loop around a duration starts it anew each time.
 *
 * No other file of the project reads a clock, so redirecting
 * clock_gettime() and pthread_cond_clockwait() makes all time virtual.
 */
#ifndef INTERLEAVE_SYNC_CLOCK_H
#define INTERLEAVE_SYNC_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#define SYNC_NS_PER_US INT64_C(1000)
#define SYNC_NS_PER_MS INT64_C(1000000)
#define SYNC_NS_PER_S INT64_C(1000000000)

/* A deadline that never comes. */
#define SYNC_NEVER INT64_MAX

/*
 * Returns the monotonic time.  **Never blocks.**
 * Successive calls, by any threads, never go backwards; setting the wall
 * clock has no effect.
 */
int64_t sync_now_ns(void);

/*
 * Returns the point in time that many nanoseconds from now, or SYNC_NEVER if
 * that is too far.  A negative duration gives a point in the past.
 * **Never blocks.**
 */
int64_t sync_deadline_in_ns(int64_t duration_ns);

/*
 * As sync_deadline_in_ns(), in microseconds.  **Never blocks.**
 */
int64_t sync_deadline_in_us(int64_t duration_us);

/*
 * As sync_deadline_in_ns(), in milliseconds.  **Never blocks.**
 */
int64_t sync_deadline_in_ms(int64_t duration_ms);

/*
 * As sync_deadline_in_ns(), in seconds.  **Never blocks.**
 */
int64_t sync_deadline_in_s(int64_t duration_s);

/*
 * Returns whether the deadline has come: now is not before it.
 * **Never blocks.**
 */
bool sync_deadline_passed(int64_t deadline_ns);

/*
 * Returns how much time is left, 0 if the deadline has passed, and SYNC_NEVER
 * for SYNC_NEVER.  **Never blocks.**
 */
int64_t sync_deadline_left_ns(int64_t deadline_ns);

/*
 * **Blocks until** the deadline has passed.
 * For simulated work and for pacing; whoever sleeps to give another thread
 * time for something needs an event, a latch or a condition variable instead.
 */
void sync_sleep_until(int64_t deadline_ns);

/*
 * Returns the same time as a struct timespec with 0 <= tv_nsec < 10^9.
 * **Never blocks.**
 */
struct timespec sync_timespec_of_ns(int64_t time_ns);

/*
 * Returns the same time in nanoseconds, or the nearest int64_t if it is out
 * of range.  **Never blocks.**
 */
int64_t sync_ns_of_timespec(struct timespec time);

#endif
