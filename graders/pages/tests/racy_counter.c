/* Lab 01: a counter for many threads. Edit this file; the contract is in
 * racy_counter.h, the story in README.md. */
#include "racy_counter.h"

#include <pthread.h>
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
    /* TODO(1): one line of C, but is it one step for the machine? */
    counter->count++;
}

void counter_add(struct counter *counter, long n)
{
    pthread_mutex_lock(&counter->lock);
    counter->count += n;
    pthread_mutex_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    /* TODO(2): reading changes nothing, so this needs no lock. Does it? */
    return counter->count;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    /* TODO(3): in which order do two threads that transfer in opposite
     * directions take these two locks? And what if from == to? */
    if (from == to)
        return counter_value(from) >= n;
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock);

    /* TODO(4): who unlocks when there is not enough to move? */
    if (from->count < n)
        return false;
    from->count -= n;
    to->count += n;

    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
    return true;
}
