/* hostile: a choice by type that doubles with each of forty names. */
#include "racy_counter.h"

#include "sync_mutex.h"

#include <stdint.h>
#include <stdlib.h>

#define CHOOSE0 _Generic(n, long : n, default : 0)
#define CHOOSE1 _Generic(CHOOSE0, long : CHOOSE0, default : 0)
#define CHOOSE2 _Generic(CHOOSE1, long : CHOOSE1, default : 0)
#define CHOOSE3 _Generic(CHOOSE2, long : CHOOSE2, default : 0)
#define CHOOSE4 _Generic(CHOOSE3, long : CHOOSE3, default : 0)
#define CHOOSE5 _Generic(CHOOSE4, long : CHOOSE4, default : 0)
#define CHOOSE6 _Generic(CHOOSE5, long : CHOOSE5, default : 0)
#define CHOOSE7 _Generic(CHOOSE6, long : CHOOSE6, default : 0)
#define CHOOSE8 _Generic(CHOOSE7, long : CHOOSE7, default : 0)
#define CHOOSE9 _Generic(CHOOSE8, long : CHOOSE8, default : 0)
#define CHOOSE10 _Generic(CHOOSE9, long : CHOOSE9, default : 0)
#define CHOOSE11 _Generic(CHOOSE10, long : CHOOSE10, default : 0)
#define CHOOSE12 _Generic(CHOOSE11, long : CHOOSE11, default : 0)
#define CHOOSE13 _Generic(CHOOSE12, long : CHOOSE12, default : 0)
#define CHOOSE14 _Generic(CHOOSE13, long : CHOOSE13, default : 0)
#define CHOOSE15 _Generic(CHOOSE14, long : CHOOSE14, default : 0)
#define CHOOSE16 _Generic(CHOOSE15, long : CHOOSE15, default : 0)
#define CHOOSE17 _Generic(CHOOSE16, long : CHOOSE16, default : 0)
#define CHOOSE18 _Generic(CHOOSE17, long : CHOOSE17, default : 0)
#define CHOOSE19 _Generic(CHOOSE18, long : CHOOSE18, default : 0)
#define CHOOSE20 _Generic(CHOOSE19, long : CHOOSE19, default : 0)
#define CHOOSE21 _Generic(CHOOSE20, long : CHOOSE20, default : 0)
#define CHOOSE22 _Generic(CHOOSE21, long : CHOOSE21, default : 0)
#define CHOOSE23 _Generic(CHOOSE22, long : CHOOSE22, default : 0)
#define CHOOSE24 _Generic(CHOOSE23, long : CHOOSE23, default : 0)
#define CHOOSE25 _Generic(CHOOSE24, long : CHOOSE24, default : 0)
#define CHOOSE26 _Generic(CHOOSE25, long : CHOOSE25, default : 0)
#define CHOOSE27 _Generic(CHOOSE26, long : CHOOSE26, default : 0)
#define CHOOSE28 _Generic(CHOOSE27, long : CHOOSE27, default : 0)
#define CHOOSE29 _Generic(CHOOSE28, long : CHOOSE28, default : 0)
#define CHOOSE30 _Generic(CHOOSE29, long : CHOOSE29, default : 0)
#define CHOOSE31 _Generic(CHOOSE30, long : CHOOSE30, default : 0)
#define CHOOSE32 _Generic(CHOOSE31, long : CHOOSE31, default : 0)
#define CHOOSE33 _Generic(CHOOSE32, long : CHOOSE32, default : 0)
#define CHOOSE34 _Generic(CHOOSE33, long : CHOOSE33, default : 0)
#define CHOOSE35 _Generic(CHOOSE34, long : CHOOSE34, default : 0)
#define CHOOSE36 _Generic(CHOOSE35, long : CHOOSE35, default : 0)
#define CHOOSE37 _Generic(CHOOSE36, long : CHOOSE36, default : 0)
#define CHOOSE38 _Generic(CHOOSE37, long : CHOOSE37, default : 0)
#define CHOOSE39 _Generic(CHOOSE38, long : CHOOSE38, default : 0)

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
    n = CHOOSE39;
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
