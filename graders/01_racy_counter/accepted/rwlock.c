/* accepted: readers share; a transfer writes in both counters. */
#include "racy_counter.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct counter {
    pthread_rwlock_t lock;
    /* Under lock: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    pthread_rwlock_init(&counter->lock, NULL);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    pthread_rwlock_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    pthread_rwlock_wrlock(&counter->lock);
    counter->count += n;
    pthread_rwlock_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    pthread_rwlock_rdlock(&counter->lock);
    long value = counter->count;
    pthread_rwlock_unlock(&counter->lock);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    bool in_order = (uintptr_t)from < (uintptr_t)to;
    struct counter *low = in_order ? from : to;
    struct counter *high = in_order ? to : from;
    pthread_rwlock_wrlock(&low->lock);
    pthread_rwlock_wrlock(&high->lock);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    pthread_rwlock_unlock(&high->lock);
    pthread_rwlock_unlock(&low->lock);
    return enough;
}
