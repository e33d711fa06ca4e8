/* accepted: no thread ever holds two locks: what is moved is on its way */
#include "racy_counter.h"
#include "sync_mutex.h"

#include <stdlib.h>

struct counter {
    struct sync_mutex m;
    long v;
};

struct counter *counter_create(long s)
{
    struct counter *c = calloc(1, sizeof *c);
    if (c) {
        sync_mutex_init(&c->m);
        c->v = s;
    }
    return c;
}

void counter_destroy(struct counter *c)
{
    sync_mutex_destroy(&c->m);
    free(c);
}

void counter_add(struct counter *c, long n)
{
    sync_mutex_lock(&c->m);
    c->v += n;
    sync_mutex_unlock(&c->m);
}

void counter_increment(struct counter *c)
{
    counter_add(c, 1);
}

long counter_value(struct counter *c)
{
    sync_mutex_lock(&c->m);
    long v = c->v;
    sync_mutex_unlock(&c->m);
    return v;
}

bool counter_transfer(struct counter *f, struct counter *t, long n)
{
    sync_mutex_lock(&f->m);
    bool ok = f->v >= n;
    if (ok && f != t)
        f->v -= n;
    sync_mutex_unlock(&f->m);
    if (ok && f != t)
        counter_add(t, n);
    return ok;
}
