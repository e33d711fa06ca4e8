/* policy.h - every judgement of the explorer in one place: what is misuse and
 * what is only unusual, and which promises of POSIX a program may rely on.
 */
#ifndef POLICY_H
#define POLICY_H

#include "engine.h"

/* Somebody looks at whether a lock is held (trylock, a time limit): from now
 * on a release is a step of its own. Ends the execution the first time; the
 * search starts anew. */
void policy_locks_are_watched(void);

/* Code that waits on conditions has far fewer states than orders of steps:
 * from here on, the search cuts at states instead of reducing by races. */
void policy_conditions_are_used(void);

/* Time limits, and wake-ups without a reason, have budgets; whether one is used
 * up depends on whether anybody else can go on, which no order of two steps
 * tells. So from here on the search does not reduce by races. */
void policy_budgets_are_used(void);

/* An unlock by a thread that does not hold the mutex. POSIX: an error for the
 * errorcheck, recursive and robust kinds (EPERM), undefined for the normal
 * one, which is misuse. Returns: EPERM. */
int policy_foreign_unlock(const struct object *mutex, bool robust,
                          const void *pc);

/* Destroying what another thread sleeps in, or is about to lock, is misuse. */
void policy_destroyed_while_awaited(const struct object *object,
                                    const char *noun, const void *pc);

/* POSIX: all who wait on a condition variable at one time use one mutex. */
void policy_one_mutex_a_condition(const struct object *cond,
                                  const struct object *mutex, const void *pc);

/* A thread ends: locks that it still holds can never be released by anybody.
 * That is no failure until somebody needs one, except at the end. */
void policy_ends_with_locks(struct thread *thread);

/* The program has ended by itself: what it left behind (options.leaks). */
void policy_at_the_end(void);

#endif
