/* accepted: a semaphore as a mutex; a transfer takes out and puts in, and never
 * holds two. */
#include "racy_counter.h"

#include <semaphore.h>
#include <stdlib.h>

struct counter {
    sem_t free; /* 1 while nobody is inside */
    /* By whoever took free: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    sem_init(&counter->free, 0, 1);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    sem_destroy(&counter->free);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    sem_wait(&counter->free);
    counter->count += n;
    sem_post(&counter->free);
}

long counter_value(struct counter *counter)
{
    sem_wait(&counter->free);
    long value = counter->count;
    sem_post(&counter->free);
    return value;
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    sem_wait(&from->free);
    bool enough = from->count >= n;
    if (enough && from != to)
        from->count -= n;
    sem_post(&from->free);
    if (enough && from != to)
        counter_add(to, n);
    return enough;
}
