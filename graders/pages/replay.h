/* replay.h - one failing run, as pages show it: what the explorer found, or
 * what a scenario played.
 */
#ifndef REPLAY_H
#define REPLAY_H

#include "schedule_file.h"
#include "view_result.h"

/* Who takes part, each in a lane. */
struct lanes {
    int of[SHOWN_THREADS_MAX]; /* -1: takes no part */
    int threads[SHOWN_THREADS_MAX];
    int count;
};

/* Takes what is known of a check's failing run. Never blocks. Returns: false
 * if there is no step to show. Owns: shown_free(), in any case; the texts are
 * the check's. */
bool replay_take(struct shown *shown, const struct check *check);

/* Takes the run that the search found first, if that is another one. Never
 * blocks. Returns: false if there is none to show. Owns: shown_free(), in any
 * case. */
bool replay_take_first(struct shown *first, const struct shown *shown);

/* Whether the page shows a step even when the long story is folded. Never
 * blocks. */
bool replay_matters(const struct shown_step *step);

/* Whether the failing line is none of the steps, and comes after them: a call
 * that is wrong, a crash. Never blocks. */
bool replay_fails_elsewhere(const struct shown *shown);

/* Whether it is worth saying where a thread stands in the end: one that waits
 * for the end of others is not, unless all do. Never blocks. */
bool replay_stand_matters(const struct shown *shown,
                          const struct shown_stand *stand);

/* Gives each thread that takes part a lane. Never blocks. */
void lanes_give(struct lanes *lanes, const struct shown *shown);

/* Whether this step holds, after it, a lock: its nth one. Never blocks.
 * Returns: false if it holds no more. */
bool replay_lock(const struct shown_step *step, size_t n, int *thread,
                 struct text *object);

#endif
