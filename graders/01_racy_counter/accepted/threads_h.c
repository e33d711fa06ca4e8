/* accepted: C11 threads; the order is that of numbers given out by create. */
#include "racy_counter.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <threads.h>

struct counter {
    unsigned long number; /* never changes */
    mtx_t lock;
    /* Under lock: */
    long count;
};

static atomic_ulong created;

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    if (mtx_init(&counter->lock, mtx_plain) != thrd_success) {
        free(counter);
        return NULL;
    }
    counter->number = atomic_fetch_add(&created, 1);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    mtx_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    mtx_lock(&counter->lock);
    counter->count += n;
    mtx_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    mtx_lock(&counter->lock);
    long value = counter->count;
    mtx_unlock(&counter->lock);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    bool in_order = from->number < to->number;
    struct counter *low = in_order ? from : to;
    struct counter *high = in_order ? to : from;
    mtx_lock(&low->lock);
    mtx_lock(&high->lock);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    mtx_unlock(&high->lock);
    mtx_unlock(&low->lock);
    return enough;
}
