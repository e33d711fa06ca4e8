/* accepted: who needs two locks takes a third one first, as long as it takes
 * them, so their order does not matter */
#include "racy_counter.h"

#include <stdlib.h>
#include <threads.h>

struct counter {
    mtx_t m;
    long v;
};

static mtx_t tie;
static once_flag of = ONCE_FLAG_INIT;
static void mk(void)
{
    mtx_init(&tie, mtx_plain);
}

struct counter *counter_create(long s)
{
    call_once(&of, mk);
    struct counter *c = malloc(sizeof *c);
    if (!c)
        return NULL;
    if (mtx_init(&c->m, mtx_plain) != thrd_success) {
        free(c);
        return NULL;
    }
    c->v = s;
    return c;
}

void counter_destroy(struct counter *c)
{
    mtx_destroy(&c->m);
    free(c);
}

void counter_add(struct counter *c, long n)
{
    mtx_lock(&c->m);
    c->v += n;
    mtx_unlock(&c->m);
}

void counter_increment(struct counter *c)
{
    counter_add(c, 1);
}

long counter_value(struct counter *c)
{
    mtx_lock(&c->m);
    long v = c->v;
    mtx_unlock(&c->m);
    return v;
}

bool counter_transfer(struct counter *f, struct counter *t, long n)
{
    if (f == t)
        return counter_value(f) >= n;
    mtx_lock(&tie);
    mtx_lock(&f->m);
    mtx_lock(&t->m);
    mtx_unlock(&tie);
    bool ok = f->v >= n;
    if (ok) {
        f->v -= n;
        t->v += n;
    }
    mtx_unlock(&f->m);
    mtx_unlock(&t->m);
    return ok;
}
