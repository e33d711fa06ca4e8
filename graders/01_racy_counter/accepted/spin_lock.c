/* accepted: spin locks, taken in the order of the addresses. */
#include "racy_counter.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct counter {
    pthread_spinlock_t lock;
    /* Under lock: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    pthread_spin_init(&counter->lock, PTHREAD_PROCESS_PRIVATE);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    pthread_spin_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    pthread_spin_lock(&counter->lock);
    counter->count += n;
    pthread_spin_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    pthread_spin_lock(&counter->lock);
    long value = counter->count;
    pthread_spin_unlock(&counter->lock);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    if (from == to)
        return counter_value(from) >= n;
    bool in_order = (uintptr_t)from < (uintptr_t)to;
    struct counter *low = in_order ? from : to;
    struct counter *high = in_order ? to : from;
    pthread_spin_lock(&low->lock);
    pthread_spin_lock(&high->lock);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    pthread_spin_unlock(&high->lock);
    pthread_spin_unlock(&low->lock);
    return enough;
}
