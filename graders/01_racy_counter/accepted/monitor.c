/* accepted: one monitor for all; a counter is busy or not, and everybody is
 * woken each time. */
#include "racy_counter.h"

#include <pthread.h>
#include <stdlib.h>

struct counter {
    bool busy; /* under monitor */
    /* By whoever made it busy: */
    long count;
};

static pthread_mutex_t monitor = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_busy = PTHREAD_COND_INITIALIZER;

/* Both at once or none, so nobody waits with one in the hand. */
static void enter(struct counter *a, struct counter *b)
{
    pthread_mutex_lock(&monitor);
    while (a->busy || b->busy)
        pthread_cond_wait(&not_busy, &monitor);
    a->busy = true;
    b->busy = true;
    pthread_mutex_unlock(&monitor);
}

static void leave(struct counter *a, struct counter *b)
{
    pthread_mutex_lock(&monitor);
    a->busy = false;
    b->busy = false;
    pthread_mutex_unlock(&monitor);
    pthread_cond_broadcast(&not_busy);
}

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    counter->busy = false;
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
    enter(counter, counter);
    counter->count += n;
    leave(counter, counter);
}

long counter_value(struct counter *counter)
{
    enter(counter, counter);
    long value = counter->count;
    leave(counter, counter);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    enter(from, to);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    leave(from, to);
    return enough;
}
