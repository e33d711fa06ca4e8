/* explored_private.h - what the explored scenarios of lab 03 have in common.
 * None of it waits, but for what the called operation waits for. */
#ifndef EXPLORED_PRIVATE_H
#define EXPLORED_PRIVATE_H

#include "bounded_queue.h"
#include "explore.h"

#include <errno.h>

#define NOT_YET (-1) /* the result of a call that has not returned */

/* Later than anything that happens in a scenario. */
#define FAR_NS INT64_C(1000000000000000)

extern struct bounded_queue *queue;

enum kind { PLAIN, TRY, UNTIL };

/* One call of a thread, and what came of it. */
struct call {
    enum kind kind;
    int item;
    int64_t deadline_ns;
    int result;
};

/* Never blocks. Returns: a call whose deadline, if any, is FAR_NS. */
struct call new_call(enum kind kind, int item);

/* Bodies of threads; the argument is a struct call, but for close_it(). */
void put(void *call);
void take(void *call);
void close_it(void *nothing);

/* A queue with so many items in it: 1, 2, ... Never blocks. */
void make_queue(size_t capacity, int items);

/* Blocks until all threads have ended. The execution fails if time has to
 * pass for that: then nobody was woken, and a time-out came instead. */
void join_without_time(void);

/* Operations of the history, see explore_linearizable(). */
enum operation { PUT, TAKE };

/* As put() and take(), and they are in the history. */
void put_noted(void *call);
void take_noted(void *call);

/* Takes what is left, and judges the history of a queue that was made by
 * make_queue(). Never blocks. */
void judge_history(void);

/* The scenarios of the other files. Each blocks until it is over. */
void two_tries(void);
void two_producers(void);
void two_consumers(void);
void through_one_place(void);
void close_on_waiting(void);
void close_meets_caller(void);
void close_and_enqueue(void);
void close_and_dequeue(void);
void deadline_and_change(void);
void given_up(void);
void deadline_kept(void);
void create_without_memory(void);
void calls_without_memory(void);
void calls_race(void);
void size_race(void);
void close_race(void);
void waiting_race(void);

#endif
