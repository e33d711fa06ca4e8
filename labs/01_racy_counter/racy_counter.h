/* racy_counter.h - a counter that many threads may use at once. The contract
 * of lab 01; not edited.
 *
 * "Blocks until the counter is free" is the time that another thread needs to
 * finish a call on the same counter; no call waits for anything else, and
 * none keeps anything locked after it has returned.
 */
#ifndef RACY_COUNTER_H
#define RACY_COUNTER_H

#include <stdbool.h>

/* What it holds is up to racy_counter.c. */
struct counter;

/* Creates a counter that begins at `start`. Never blocks.
 * Returns: NULL if there is no memory. Owns: counter_destroy(). */
struct counter *counter_create(long start);

/* Frees the counter. Never blocks.
 * Requires: no other thread uses it any more. */
void counter_destroy(struct counter *counter);

/* Adds 1. Blocks until the counter is free. No increment is ever lost,
 * whatever other threads do at the same time. */
void counter_increment(struct counter *counter);

/* Adds n, which may be negative. Blocks until the counter is free. */
void counter_add(struct counter *counter, long n);

/* Blocks until the counter is free. Returns: its value, at some moment during
 * the call; without a data race. */
long counter_value(struct counter *counter);

/* Moves n from one counter to another, if `from` holds at least n; `from`
 * never falls below 0 by a transfer, whatever happens at the same time.
 * Blocks until both counters are free. Threads may transfer in both
 * directions at once: that must not deadlock. from == to changes nothing.
 * Requires: n >= 0. Returns: whether `from` held at least n; if it did not,
 * nothing was moved. When all calls have returned, the sum of both is what it
 * was; meanwhile n may be on its way. */
bool counter_transfer(struct counter *from, struct counter *to, long n);

#endif
