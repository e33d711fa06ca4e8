/* accepted: no order at all; whoever cannot get the second lock gives the first
 * one back and begins again. */
#include "racy_counter.h"

#include <pthread.h>
#include <sched.h>
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
    counter_add(counter, 1);
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

/* Never waits while it holds a lock, so nobody can wait for it in a circle. */
static void lock_both(struct counter *a, struct counter *b)
{
    for (;;) {
        pthread_mutex_lock(&a->lock);
        if (pthread_mutex_trylock(&b->lock) == 0)
            return;
        pthread_mutex_unlock(&a->lock);
        sched_yield();
    }
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
