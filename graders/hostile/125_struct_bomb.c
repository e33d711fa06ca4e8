/* hostile: a type that is eight times as large with each of thirty names. */
#include "racy_counter.h"

#include "sync_mutex.h"

#include <stdint.h>
#include <stdlib.h>

struct s0 {
    char a[8];
};
struct s1 {
    struct s0 a[8];
};
struct s2 {
    struct s1 a[8];
};
struct s3 {
    struct s2 a[8];
};
struct s4 {
    struct s3 a[8];
};
struct s5 {
    struct s4 a[8];
};
struct s6 {
    struct s5 a[8];
};
struct s7 {
    struct s6 a[8];
};
struct s8 {
    struct s7 a[8];
};
struct s9 {
    struct s8 a[8];
};
struct s10 {
    struct s9 a[8];
};
struct s11 {
    struct s10 a[8];
};
struct s12 {
    struct s11 a[8];
};
struct s13 {
    struct s12 a[8];
};
struct s14 {
    struct s13 a[8];
};
struct s15 {
    struct s14 a[8];
};
struct s16 {
    struct s15 a[8];
};
struct s17 {
    struct s16 a[8];
};
struct s18 {
    struct s17 a[8];
};
struct s19 {
    struct s18 a[8];
};
struct s20 {
    struct s19 a[8];
};
struct s21 {
    struct s20 a[8];
};
struct s22 {
    struct s21 a[8];
};
struct s23 {
    struct s22 a[8];
};
struct s24 {
    struct s23 a[8];
};
struct s25 {
    struct s24 a[8];
};
struct s26 {
    struct s25 a[8];
};
struct s27 {
    struct s26 a[8];
};
struct s28 {
    struct s27 a[8];
};
struct s29 {
    struct s28 a[8];
};

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
    static struct s29 giant;
    giant.a[0].a[0].a[0] = giant.a[0].a[0].a[1];
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
