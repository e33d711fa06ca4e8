/* misconception: Two atomic operations are an atomic operation. */
/* killed by: no_lost_update */
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
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    atomic_store(&counter->count, atomic_load(&counter->count) + n);
}

long counter_value(struct counter *counter)
{
    return atomic_load(&counter->count);
}

/* The subtraction happens only if the value is still the one that was tested.
 */
static bool take(struct counter *counter, long n)
{
    long seen = atomic_load(&counter->count);
    do {
        if (seen < n)
            return false;
    } while (!atomic_compare_exchange_weak(&counter->count, &seen, seen - n));
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
