/* accepted: writers first, but each waiting reader is passed only once */
#include "rwlock.h"
#include <pthread.h>
#include <stdlib.h>
/* writers first; but a reader that has been overtaken by one later writer goes
 * next, and takes all readers along. Arrival numbers decide who is later. */
struct w {
    struct w *next;
    unsigned long seq;
    bool reader, in;
    int passed;
};
struct rwlock {
    pthread_mutex_t m;
    pthread_cond_t c;
    struct w *list;
    unsigned long seq;
    int readers;
    bool writing;
};
struct rwlock *rwlock_create(void)
{
    struct rwlock *l = calloc(1, sizeof *l);
    if (l) {
        pthread_mutex_init(&l->m, NULL);
        pthread_cond_init(&l->c, NULL);
    }
    return l;
}
void rwlock_destroy(struct rwlock *l)
{
    pthread_cond_destroy(&l->c);
    pthread_mutex_destroy(&l->m);
    free(l);
}
static struct w *first(struct rwlock *l, bool reader)
{
    struct w *w = l->list;
    while (w && w->reader != reader)
        w = w->next;
    return w;
}
static void removew(struct rwlock *l, struct w *x)
{
    struct w **p = &l->list;
    while (*p != x)
        p = &(*p)->next;
    *p = x->next;
    x->in = true;
}
static void hand_over(struct rwlock *l) /* under m */
{
    if (l->writing)
        return;
    struct w *w = first(l, false), *r;
    bool due = false;
    if (w != NULL && l->readers > 0) {
        return;
    }
    for (r = l->list; r; r = r->next)
        if (r->reader && w && r->seq < w->seq && r->passed >= 1)
            due = true;
    if (w && !due) {
        for (r = l->list; r; r = r->next)
            if (r->reader && r->seq < w->seq)
                r->passed++;
        removew(l, w);
        l->writing = true;
    } else {
        while ((r = first(l, true)) != NULL) {
            removew(l, r);
            l->readers++;
        }
    }
    pthread_cond_broadcast(&l->c);
}
static void acquire(struct rwlock *l, bool reader)
{
    pthread_mutex_lock(&l->m);
    struct w me = {.seq = l->seq++, .reader = reader}, **p = &l->list;
    while (*p)
        p = &(*p)->next;
    *p = &me;
    hand_over(l);
    while (!me.in)
        pthread_cond_wait(&l->c, &l->m);
    pthread_mutex_unlock(&l->m);
}
void rwlock_acquire_read(struct rwlock *l)
{
    acquire(l, true);
}
void rwlock_acquire_write(struct rwlock *l)
{
    acquire(l, false);
}
void rwlock_release_read(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    l->readers--;
    hand_over(l);
    pthread_mutex_unlock(&l->m);
}
void rwlock_release_write(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    l->writing = false;
    hand_over(l);
    pthread_mutex_unlock(&l->m);
}
bool rwlock_try_acquire_read(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    bool ok = !l->writing && !first(l, false);
    if (ok)
        l->readers++;
    pthread_mutex_unlock(&l->m);
    return ok;
}
bool rwlock_try_acquire_write(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    bool ok = !l->writing && l->readers == 0 && !l->list;
    if (ok)
        l->writing = true;
    pthread_mutex_unlock(&l->m);
    return ok;
}
