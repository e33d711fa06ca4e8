/* rate_limiter.h - at most so many requests in any stretch of time of a given
 * length: a sliding window log. The contract of lab 05; not edited.
 *
 * A request that is admitted at time t counts for every time now with
 * now - t < window_ns. Exactly at t + window_ns it does not count any more:
 * its place is free again. Never do more than max_requests count. A request
 * that is refused does not count and leaves no trace.
 *
 * Times are nanoseconds of CLOCK_MONOTONIC; stepping the wall clock changes
 * nothing. "Blocks until the limiter is free" is the time that another thread
 * needs for its own bookkeeping; nobody keeps the limiter from others while
 * it waits for a place. However many requests were made, a limiter needs
 * memory for max_requests of them and for the threads that wait.
 */
#ifndef RATE_LIMITER_H
#define RATE_LIMITER_H

#include <stdbool.h>
#include <stdint.h>

/* What it holds is up to rate_limiter.c. */
struct rate_limiter;

/* Creates a limiter that has admitted nothing yet. Never blocks.
 * Returns: NULL if max_requests is 0, if window_ns is not positive, or if
 * there is no memory. Owns: rate_limiter_destroy(). */
struct rate_limiter *rate_limiter_create(unsigned max_requests,
                                         int64_t window_ns);

/* Frees the limiter. Never blocks.
 * Requires: no other thread uses it any more. */
void rate_limiter_destroy(struct rate_limiter *limiter);

/* Asks for a place at the present time (CLOCK_MONOTONIC). Blocks until the
 * limiter is free, never for a place. Atomic: of two threads that ask for the
 * last place at once, exactly one gets it.
 * Returns: whether the request was admitted. */
bool rate_limiter_allow(struct rate_limiter *limiter);

/* The same at a time that the caller says. A time earlier than the latest one
 * at which a request was admitted counts as that latest one. Blocks until the
 * limiter is free, never for a place.
 * Requires: now_ns >= 0, and now_ns + window_ns is at most INT64_MAX; times of
 * the same clock, if the other functions are used on this limiter too.
 * Returns: whether the request was admitted. */
bool rate_limiter_allow_at(struct rate_limiter *limiter, int64_t now_ns);

/* Blocks until a request is admitted, or until deadline_ns has passed. Takes a
 * place that becomes free exactly at the deadline, and one that is free at
 * once even if the deadline has passed already. A waiting thread sleeps until
 * a place may be free; it does not look again and again. Which of several
 * threads gets a place is not specified; a place may be kept for a thread that
 * waits for it.
 * Returns: whether the request was admitted. false at the deadline at the
 * latest, and earlier only if no place can become free by then; a request that
 * timed out does not count. */
bool rate_limiter_acquire_until(struct rate_limiter *limiter,
                                int64_t deadline_ns);

#endif
