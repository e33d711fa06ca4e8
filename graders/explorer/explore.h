/* explore.h - what an explored scenario is written with. The only header of
 * the explorer that a grader includes.
 *
 * A scenario is a small program of 2 to 4 threads around an attempt. The
 * explorer runs it under every schedule that matters; what holds here has to
 * hold in each of them. The scenario's own bookkeeping that several threads
 * share goes through explore_add() and explore_get(): these are steps, so that
 * other threads come in between, but order nothing, so that a data race of the
 * attempt stays one. Plain variables are for what one thread writes, or for
 * what is read after explore_join_all().
 *
 * Everything here is called by the scenario's threads, while it plays.
 * Diagnoses and names are read by students: parts of a sentence.
 */
#ifndef EXPLORE_H
#define EXPLORE_H

#include "verdict.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPLORE_STATES_MAX 8

/* One scenario. What is left out is 0: the explorer's default. */
struct explored_scenario {
    const char *name;
    const char *claim;    /* what must hold, in words */
    const char *question; /* what make predict asks, about explore_outcome();
                           * NULL: nothing */
    void (*play)(void);
    int spurious;   /* wake-ups without a reason, an execution */
    int early;      /* time-outs that may come before others go on; 0: one,
                     * -1: none */
    bool races_off; /* data races belong to another check: their accesses are
                     * steps instead */
    bool leaks;     /* what is not freed in the end is a failure */
    long budget;    /* executions */
    /* States that some schedule must reach (explore_reached()), or the attempt
     * is over-synchronised. */
    const char *must_reach[EXPLORE_STATES_MAX];
};

/* The table at the end of explored.c; the last entry has no name. */
extern const struct explored_scenario explored_scenarios[];

struct explored_thread;

/* Starts a thread that calls body(argument). Never blocks.
 * Requires: the name stays valid. */
struct explored_thread *explore_thread(const char *name, void (*body)(void *),
                                       void *argument);

/* Blocks until all threads of explore_thread() have ended. */
void explore_join_all(void);

/* Blocks until nobody else can go on, without time passing: the others have
 * ended, sleep, or settle too. */
void explore_settle(void);

/* Whether the thread has ended. Never blocks. */
bool explore_ended(const struct explored_thread *thread);

/* Whether it is asleep, now. Never blocks. */
bool explore_asleep(const struct explored_thread *thread);

/* Adds to shared bookkeeping: one step. Never blocks.
 * Returns: the value after it. */
long explore_add(long *place, long by);

/* Reads shared bookkeeping: one step. Never blocks. */
long explore_get(long *place);

/* Blocks until the place holds this value or more; asleep, not busy. */
void explore_await(long *place, long value);

/* Any number from 0 to n - 1: the explorer tries each. Never blocks. */
int explore_choose(int n);

/* The execution fails with wrong_result unless they are equal. Never blocks.
 * what: "value after two increments". */
void explore_expect(const char *what, long expected, long found,
                    const char *diagnosis);

/* The execution fails with this verdict unless it holds. Never blocks. */
void explore_require(bool holds, enum verdict verdict, const char *expected,
                     const char *found, const char *diagnosis);

/* A final value that `make predict` asks for. Never blocks. */
void explore_outcome(const char *name, long value);

/* This execution has reached one of the scenario's must_reach. Never blocks.
 * Requires: the very string of the table's entry, or an equal one. */
void explore_reached(const char *state);

/* Steps that yielded, slept or went round in a loop since the execution began.
 * Never blocks. */
long explore_busy_steps(void);

/* Blocks that malloc returned and nobody has freed. Never blocks. */
size_t explore_heap_blocks(void);

/* The bytes of those. Never blocks. */
size_t explore_heap_bytes(void);

/* How many locks the calling thread holds. Never blocks. */
int explore_locks_held(void);

/* From now on malloc fails after so many more blocks; -1: never again. Never
 * blocks. */
void explore_heap_limit(int blocks);

/* Virtual time, as CLOCK_MONOTONIC shows it: a step. Never blocks. */
int64_t explore_now_ns(void);

/* Moves time forward: a step. Never blocks. */
void explore_advance_ns(int64_t ns);

/* Steps the wall clock alone: a step. Never blocks. */
void explore_step_wall_clock_ns(int64_t ns);

/* ---- histories ---- */

/* What a thread calls and what it gets, for a check whether all calls could
 * have happened one after the other (linearizability). A call is a step;
 * explore_returned() is one too. Operation and values mean what the
 * specification says they mean. Never blocks. */
void explore_called(int operation, long argument);

/* The thread's latest call has returned this. Never blocks. */
void explore_returned(long result);

/* One operation on the specification's state, as if nobody else was about.
 * Returns: whether this result is possible there; then *state has moved on.
 * A call that has not returned is asked about with the result EXPLORE_ANY:
 * whether it can go on there at all, and what it does if so; that it has done
 * nothing yet is tried as well. */
typedef bool explored_specification(void *state, int operation, long argument,
                                    long result);

#define EXPLORE_ANY LONG_MIN

/* Whether the calls so far fit some order in which a call that returned before
 * another one began comes first. `initial` is copied. If there is none the
 * execution fails with wrong_result. Unfinished calls may have happened or
 * not. Never blocks. words: the operations' names. */
void explore_linearizable(explored_specification *specification,
                          const void *initial, size_t size,
                          const char *const *words);

#endif
