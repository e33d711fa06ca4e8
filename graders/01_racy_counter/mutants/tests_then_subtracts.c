/* misconception: What is atomic needs no lock around a test and an update. */
/* killed by: no_overdraft */
#include "racy_counter.h"

#include <stdatomic.h>
#include <stdlib.h>

struct counter {
    atomic_long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter != NULL)
        atomic_init(&counter->count, start);
    return counter;
}

void counter_destroy(struct counter *counter)
{
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter->count++; /* one step, because the type is atomic */
}

void counter_add(struct counter *counter, long n)
{
    atomic_fetch_add(&counter->count, n);
}

long counter_value(struct counter *counter)
{
    return atomic_load(&counter->count);
}

static bool take(struct counter *counter, long n)
{
    if (atomic_load(&counter->count) < n)
        return false;
    atomic_fetch_sub(&counter->count, n);
    return true;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    bool enough = take(from, n);
    if (enough)
        counter_add(to, n);
    return enough;
}
