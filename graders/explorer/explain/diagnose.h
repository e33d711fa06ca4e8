/* diagnose.h - the cause of a failure, in one sentence, where the steps make
 * it certain. Nothing here blocks.
 *
 * A pattern is only named if the steps of this very execution show all of it.
 * Where none does, the sentence of whoever ended the execution stays.
 */
#ifndef DIAGNOSE_H
#define DIAGNOSE_H

#include "story.h"

/* Puts the sentence in place of failure.diagnosis, "found" beside "expected",
 * and marks the steps that it speaks of (matters). */
void diagnose(struct story *story);

/* ---- for the diagnose_*.c files ---- */

/* Replaces the sentence. Returns: true. */
__attribute__((format(printf, 2, 3))) bool say_cause(struct story *story,
                                                     const char *format, ...);

/* Returns: whether the cause was found. */
bool diagnose_result(struct story *story);
bool diagnose_deadlock(struct story *story);
bool diagnose_race(struct story *story);
bool diagnose_memory(struct story *story);

/* Whether the step is this operation, and not a plain access or the like. */
bool is_op(const struct step *step, enum op_kind kind);

/* The step before this one that the same thread made; or NULL. */
struct step *earlier_by_same(const struct story *story,
                             const struct step *step);

/* Whether the thread holds this lock after the step. */
bool holds(const struct step *step, int thread, uintptr_t lock);

/* What a thread read before it went to sleep with this wait, since it last got
 * the mutex or woke: the test of its predicate. *count addresses at most.
 * Returns: the first of these steps, or NULL. */
#define TESTED_MAX 8
struct step *tested_before(const struct story *story, const struct step *wait,
                           uintptr_t tested[TESTED_MAX], int *count);

#endif
