/* accepted: first come, first served: a ticket lock of two C11 atomics, taken
 * in the order of the addresses. */
#include "racy_counter.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

struct counter {
    atomic_uint next;    /* ticket to be drawn */
    atomic_uint serving; /* ticket whose turn it is */
    /* By whoever is served: */
    long count;
};

static void lock(struct counter *counter)
{
    unsigned mine =
        atomic_fetch_add_explicit(&counter->next, 1, memory_order_relaxed);
    while (atomic_load_explicit(&counter->serving, memory_order_acquire) !=
           mine)
        sched_yield();
}

static void unlock(struct counter *counter)
{
    atomic_fetch_add_explicit(&counter->serving, 1, memory_order_release);
}

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    atomic_init(&counter->next, 0);
    atomic_init(&counter->serving, 0);
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
