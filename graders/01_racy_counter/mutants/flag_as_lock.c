/* misconception: A flag that is tested and then set is a lock. */
/* killed by: no_data_race */
#include "racy_counter.h"

#include <stdint.h>
#include <stdlib.h>

struct counter {
    volatile bool locked;
    /* While locked: */
    long count;
};

static void lock(struct counter *counter)
{
    while (counter->locked)
        continue;
    counter->locked = true;
}

static void unlock(struct counter *counter)
{
    counter->locked = false;
}

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    counter->locked = false;
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    free(counter);
}

void counter_increment(struct counter *counter)
{
    lock(counter);
    counter->count++;
    unlock(counter);
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

static void lock_both(struct counter *a, struct counter *b)
{
    bool in_order = (uintptr_t)a < (uintptr_t)b;
    lock(in_order ? a : b);
    lock(in_order ? b : a);
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    lock_both(from, to);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    unlock(to);
    unlock(from);
    return enough;
}
