/* misconception: A lock keeps others out; the order of memory comes by itself.
 */
/* killed by: no_data_race */
#include "racy_counter.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

struct counter {
    atomic_flag taken;
    /* While taken: */
    long count;
};

static void lock(struct counter *counter)
{
    while (atomic_flag_test_and_set_explicit(&counter->taken,
                                             memory_order_relaxed))
        sched_yield();
}

static void unlock(struct counter *counter)
{
    atomic_flag_clear_explicit(&counter->taken, memory_order_relaxed);
}

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    atomic_flag_clear(&counter->taken);
    counter->count = start;
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
    lock(counter);
    counter->count += n;
    unlock(counter);
}

long counter_value(struct counter *counter)
{
    lock(counter);
    long value = counter->count;
    unlock(counter);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    bool in_order = (uintptr_t)from < (uintptr_t)to;
    struct counter *low = in_order ? from : to;
    struct counter *high = in_order ? to : from;
    lock(low);
    lock(high);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    unlock(high);
    unlock(low);
    return enough;
}
