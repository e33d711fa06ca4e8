/* scenarios_internal.h - what the scenarios of lab 05 have in common. Time
 * moves only where a script says so; no fact depends on how an attempt waits,
 * or on who is served first. A scenario blocks until its threads have finished.
 */
#ifndef SCENARIOS_INTERNAL_H
#define SCENARIOS_INTERNAL_H

#include "rate_limiter.h"
#include "turns.h"

#define MS INT64_C(1000000)
#define S (1000 * MS)
#define DAY (24 * 3600 * S)
#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

extern struct rate_limiter *limiter;

/* One call of a thread, and its answer. */
struct request {
    int64_t time_ns; /* the deadline, or now */
    bool admitted;
    int64_t returned_ns;
};

/* Bodies of threads: one call each, on `limiter`; the argument is a struct
 * request. acquire() blocks until the limiter says so, the others never block
 * for long. */
void acquire(void *request);
void allow_at(void *request);
void allow(void *request);

/* Asks at all these times. Never blocks for long.
 * Returns: the answers in words, valid until the next call. */
const char *answers_at(struct rate_limiter *asked, const int64_t *times,
                       int count);

/* The scenarios of scenarios_waiting.c and scenarios_races.c. */
void wall_clock_while_waiting(void);
void place_at_once(void);
void waits_for_place(void);
void place_at_the_deadline(void);
void times_out(void);
void just_too_early(void);
void others_go_on(void);
void no_busy_waiting(void);
void everything(void);

#endif
