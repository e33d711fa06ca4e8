/* not_attempt.h - a race in a file that is not the attempt's. */
#ifndef NOT_ATTEMPT_H
#define NOT_ATTEMPT_H

#include "two_threads.h"

static long other_counter;

/* Adds without a lock. Never blocks. */
static inline void *other_adder(void *arg)
{
    other_counter = other_counter + 1;
    return arg;
}

#endif
