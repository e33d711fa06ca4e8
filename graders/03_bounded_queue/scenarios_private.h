/* scenarios_private.h - what the scenarios of lab 03 have in common.
 * Each function blocks until what it does is over; none waits otherwise. */
#ifndef SCENARIOS_PRIVATE_H
#define SCENARIOS_PRIVATE_H

#include "bounded_queue.h"
#include "turns.h"

#include <errno.h>
#include <stdio.h>

#define NS_PER_MS INT64_C(1000000)
#define ms(n) ((n)*NS_PER_MS)
#define NOT_YET (-1) /* the result of a call that has not returned */

extern struct bounded_queue *queue;

enum kind { PLAIN, TRY, UNTIL };

/* One call of a thread, and what came of it. */
struct call {
    enum kind kind;
    int item;
    int64_t deadline_ns;
    int result;
};

/* Bodies of threads. The argument of the first two is a struct call, that of
 * look() a size_t. Each blocks until the call that it makes returns. */
void put(void *call);
void take(void *call);
void look(void *size);
void close_it(void *nothing);

/* A call with a deadline that is ten seconds away, if it has one at all.
 * Never blocks. */
struct call new_call(enum kind kind, int item);

/* A result in words. Never blocks. Returns: valid until the next call. */
const char *word(int result);

/* Makes such a call. Blocks until it returns.
 * Returns: its result in words ("0, item 7"), valid until the next call. */
const char *taken(enum kind kind, int64_t deadline_ns);
const char *put_now(enum kind kind, int item, int64_t deadline_ns);

/* A deadline that has passed. Never blocks. */
int64_t past(void);

/* The scenarios of the other files. Each blocks until it is over. */
void full_blocks(void);
void empty_blocks(void);
void waits_asleep(void);
void drain(void);
void closed_and_full(void);
void deadline_of_dequeue(void);
void deadline_of_enqueue(void);
void reached_in_time(void);
void wall_clock(void);
void passed_already(void);
void woken_too_late(void);

#endif
