/* misconception: Waiting a little lets the other thread get out of the way. */
/* killed by: allowed_calls */
#include "racy_counter.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

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

void counter_add(struct counter *counter, long n)
{
    pthread_mutex_lock(&counter->lock);
    counter->count += n;
    pthread_mutex_unlock(&counter->lock);
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
    const struct timespec a_moment = {.tv_nsec = 1000};
    pthread_mutex_lock(&a->lock);
    nanosleep(&a_moment, NULL);
    pthread_mutex_lock(&b->lock);
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
