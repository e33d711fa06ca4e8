/* history.h - calls of a register on record: it holds 0 at first, a store of 1
 * does not return, loads do.
 */
#ifndef HISTORY_LITMUS_H
#define HISTORY_LITMUS_H

#include "explore.h"
#include "litmus.h"

enum { STORE, LOAD };

static inline bool register_of_longs(void *state, int operation, long argument,
                                     long result)
{
    long *value = state;
    bool fits = result == EXPLORE_ANY || result == *value;
    if (operation == STORE)
        *value = argument;
    return fits;
}

static inline void *store_one(void *unused)
{
    explore_called(STORE, 1);
    return unused;
}

/* A thread that never says what came of it. */
static inline void store_for_ever(void)
{
    finish(start(store_one, NULL));
}

static inline void load(long result)
{
    explore_called(LOAD, 0);
    explore_returned(result);
}

static inline void judge(void)
{
    static const char *const words[] = {"store", "load"};
    const long nothing = 0;
    explore_linearizable(register_of_longs, &nothing, sizeof nothing, words);
}

#endif
