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

/* Somebody looks at whether a thread has ended: from now on that is a step.
 * Ends the execution the first time, as above. */
void policy_ends_are_watched(void);

/* A thread waits with a time limit; somebody reads a clock: from now on it
 * counts how time passes, in sleeps too. End the execution the first time if
 * anybody has slept already, as above. */
void policy_time_counts(void);
void policy_clock_is_read(void);

/* Steps touch overlapping parts of memory: as far as reduction goes, there is
 * one memory from now on. Ends the execution, as above. */
_Noreturn void policy_memory_is_one(void);

/* More threads come to a barrier than it has parties: the order in which they
 * come decides from now on. Ends the execution the first time, as above. */
void policy_barriers_are_crowded(void);

/* A lock, condition and so on begins or ends its life while other threads may
 * use it: from now on the race detector notes their uses, for who uses it
 * without being ordered against that misuses it. Ends the execution the first
 * time, as above. Nothing happens if there is one thread only. */
void policy_objects_come_and_go(void);

/* Whether these bytes are those of a lock and so on, so that two unordered
 * accesses to them are misuse rather than a data race: ends the execution. */
void policy_race_on_object(uintptr_t cell, const void *pc);

/* Code that waits on conditions has far fewer states than orders of steps:
 * from here on, the search cuts at states instead of reducing by races. */
void policy_conditions_are_used(void);

/* Time limits, and wake-ups without a reason, have budgets; whether one is used
 * up depends on whether anybody else can go on, which no order of two steps
 * tells. So from here on the search does not reduce by races. */
void policy_budgets_are_used(void);

/* A thread touches another one's stack. Until that happens in some execution,
 * the race detector leaves out what threads do on their own stacks. Ends the
 * execution the first time; the search starts anew. */
void policy_stacks_are_shared(void);

/* An unlock by a thread that does not hold the mutex. POSIX: an error for the
 * errorcheck, recursive and robust kinds (EPERM), undefined for the normal
 * one, which is misuse. Returns: EPERM. */
int policy_foreign_unlock(const struct object *mutex, bool robust,
                          const void *pc);

/* The same where POSIX and C11 know no error. noun: "a mutex". */
_Noreturn void policy_unlock_by_other(const struct object *lock,
                                      const char *noun, const void *pc);

/* What has no static initialiser has to be initialised by a call. */
void policy_has_to_be_made(const void *address, const char *noun,
                           const void *pc);

/* Initialising or destroying (verb) what somebody holds or sleeps in. */
void policy_not_in_use(const struct object *object, const char *noun,
                       const char *verb, const void *pc);

/* Memory goes, with what is in it: freed, or the stack of a thread that ends.
 * Misuse if it is a lock or the like that is in use, or that somebody who is
 * about to use it needs. what: "memory is freed". */
void policy_memory_goes(uintptr_t address, size_t size, const char *what,
                        const void *pc);

/* Whether a race is one with the end of a thread whose stack it is on: then
 * the execution ends with memory_error. */
void policy_race_on_stack(uintptr_t cell, const void *pc);

/* Destroying what another thread sleeps in, or is about to lock, is misuse. */
void policy_destroyed_while_awaited(const struct object *object,
                                    const char *noun, const void *pc);

/* POSIX: a wait is with a mutex that the thread holds. If it has locked a
 * recursive one more than once, the wait does not let it go. */
void policy_may_wait_with(const struct object *mutex, const void *pc);

/* POSIX: all who wait on a condition variable at one time use one mutex. */
void policy_one_mutex_a_condition(const struct object *cond,
                                  const struct object *mutex, const void *pc);

/* A thread ends: locks that it still holds can never be released by anybody.
 * That is no failure until somebody needs one, except at the end. */
void policy_ends_with_locks(struct thread *thread, const void *pc);

/* The program has ended by itself: what it left behind (options.leaks). */
void policy_at_the_end(void);

#endif
