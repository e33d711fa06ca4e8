/* hostile: has a constant that only a built-in function makes one, so that it
 * compiles, but not for exploring. */
#include "racy_counter.h"

#include "sync_mutex.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(strlen("three") == 5, "five");

struct counter {
    struct sync_mutex lock;
    /* Under lock: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    sync_mutex_init(&counter->lock);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    sync_mutex_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    sync_mutex_lock(&counter->lock);
    counter->count += n;
    sync_mutex_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    sync_mutex_lock(&counter->lock);
    long value = counter->count;
    sync_mutex_unlock(&counter->lock);
    return value;
}

/* Every thread takes the lock at the lower address first, so no two threads
 * can each hold the lock that the other one wants. */
static void lock_both(struct counter *a, struct counter *b)
{
    bool in_order = (uintptr_t)a < (uintptr_t)b;
    sync_mutex_lock(in_order ? &a->lock : &b->lock);
    sync_mutex_lock(in_order ? &b->lock : &a->lock);
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
    sync_mutex_unlock(&to->lock);
    sync_mutex_unlock(&from->lock);
    return enough;
}
