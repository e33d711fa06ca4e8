/* misconception: Every access is locked, so the sum of two accesses is safe. */
/* killed by: no_lost_update */
#include "racy_counter.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct counter {
    pthread_mutex_t lock;
    /* Under lock: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    pthread_mutex_init(&counter->lock, NULL);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    pthread_mutex_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    pthread_mutex_lock(&counter->lock);
    counter->count++;
    pthread_mutex_unlock(&counter->lock);
}

static void set(struct counter *counter, long value)
{
    pthread_mutex_lock(&counter->lock);
    counter->count = value;
    pthread_mutex_unlock(&counter->lock);
}

void counter_add(struct counter *counter, long n)
{
    set(counter, counter_value(counter) + n);
}

long counter_value(struct counter *counter)
{
    pthread_mutex_lock(&counter->lock);
    long value = counter->count;
    pthread_mutex_unlock(&counter->lock);
    return value;
}

static void lock_both(struct counter *a, struct counter *b)
{
    bool in_order = (uintptr_t)a < (uintptr_t)b;
    pthread_mutex_lock(in_order ? &a->lock : &b->lock);
    pthread_mutex_lock(in_order ? &b->lock : &a->lock);
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
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
    return enough;
}
