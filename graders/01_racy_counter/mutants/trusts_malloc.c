/* misconception: There is always a little memory left. */
/* killed by: without_memory */
#include "racy_counter.h"

#include <pthread.h>
#include <stdlib.h>

struct counter {
    /* Under all_counters: */
    long count;
};

static pthread_mutex_t all_counters = PTHREAD_MUTEX_INITIALIZER;

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
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
    pthread_mutex_lock(&all_counters);
    counter->count += n;
    pthread_mutex_unlock(&all_counters);
}

long counter_value(struct counter *counter)
{
    pthread_mutex_lock(&all_counters);
    long value = counter->count;
    pthread_mutex_unlock(&all_counters);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    pthread_mutex_lock(&all_counters);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    pthread_mutex_unlock(&all_counters);
    return enough;
}
