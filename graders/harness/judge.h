/* judge.h - what a lab's Criterion suite is written with.
 *
 * A Test is one check of the rubric, with the same name. It plays scenarios
 * (each in a confined process of its own, which holds the attempt) and says
 * what it expects of the facts they record. The first expectation that fails
 * ends the check with its verdict. The suite holds no code of the attempt,
 * and the scenario program holds no expectation.
 *
 * Fact names and diagnoses are read by students: write them as parts of a
 * sentence ("value after 3 increments").
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "outcome.h"

#include <criterion/criterion.h>

/* Plays a scenario with real threads, one at a time. Blocks until nothing of
 * it is left. Returns: never NULL; what it did. A grader fault ends the check
 * as undecided. Owns: the harness. */
const struct outcome *play(const char *scenario);

/* It must have run to its end: no deadlock, crash, misuse, forbidden call.
 * Never blocks. Otherwise the check fails with that verdict. */
void expect_end(const struct outcome *outcome);

/* expect_end(), and the fact has this value; otherwise the check fails with
 * this verdict, and the diagnosis says in one sentence what that means.
 * Never blocks. */
void expect_fact(const struct outcome *outcome, const char *name,
                 const char *value, enum verdict verdict,
                 const char *diagnosis);

/* The same for a number that may be anything from least to most.
 * Never blocks. */
void expect_between(const struct outcome *outcome, const char *name, long least,
                    long most, enum verdict verdict, const char *diagnosis);

/* Ends the check with this verdict. Never blocks. expected and found may be
 * NULL. */
_Noreturn void fail_check(const struct outcome *outcome, enum verdict verdict,
                          const char *diagnosis, const char *expected,
                          const char *found);

/* Explores a scenario of explored.c: plays it under every schedule that
 * matters. Any verdict but ok fails the check with it, and with the shortest
 * schedule that leads there. Blocks until the explorer has decided. */
void explored(const char *scenario);

/* Information for the student that costs nothing. Never blocks. */
__attribute__((format(printf, 1, 2))) void note(const char *format, ...);

/* Plays a scenario under helgrind. A data race fails the check; what helgrind
 * says by mistake, or only as a warning, becomes a note with the reason. The
 * scenario must be one that expect_end() holds for in every attempt worth
 * points: threads that run one after the other, without blocking.
 * Blocks until nothing of it is left. */
void expect_no_races(const char *scenario);

#endif
