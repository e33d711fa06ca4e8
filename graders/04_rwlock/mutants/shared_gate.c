/* misconception: a post is for whoever was counted when it was made */
/* killed by: reader_not_starved */
#include "rwlock.h"
#include <semaphore.h>
#include <stdlib.h>
struct rwlock {
    sem_t mutex, writers, gate;
    unsigned ar, wr, ww;
    bool aw;
};
static void P(sem_t *s)
{
    while (sem_wait(s) != 0) {
    }
}
static void V(sem_t *s)
{
    sem_post(s);
}
struct rwlock *rwlock_create(void)
{
    struct rwlock *l = calloc(1, sizeof *l);
    if (l == NULL)
        return l;
    sem_init(&l->mutex, 0, 1);
    sem_init(&l->writers, 0, 0);
    sem_init(&l->gate, 0, 0);
    return l;
}
void rwlock_destroy(struct rwlock *l)
{
    sem_destroy(&l->mutex);
    sem_destroy(&l->writers);
    sem_destroy(&l->gate);
    free(l);
}
void rwlock_acquire_read(struct rwlock *l)
{
    P(&l->mutex);
    if (!l->aw && l->ww == 0) {
        l->ar++;
        V(&l->mutex);
        return;
    }
    l->wr++;
    sem_t *gate = &l->gate;
    V(&l->mutex);
    P(gate);
}
void rwlock_release_read(struct rwlock *l)
{
    P(&l->mutex);
    if (--l->ar == 0 && l->ww > 0) {
        l->ww--;
        l->aw = true;
        V(&l->writers);
    }
    V(&l->mutex);
}
void rwlock_acquire_write(struct rwlock *l)
{
    P(&l->mutex);
    if (!l->aw && l->ar == 0) {
        l->aw = true;
        V(&l->mutex);
        return;
    }
    l->ww++;
    V(&l->mutex);
    P(&l->writers);
}
void rwlock_release_write(struct rwlock *l)
{
    P(&l->mutex);
    l->aw = false;
    if (l->wr > 0) {
        sem_t *gate = &l->gate;
        l->ar = l->wr;
        for (; l->wr > 0; l->wr--)
            V(gate);
    } else if (l->ww > 0) {
        l->ww--;
        l->aw = true;
        V(&l->writers);
    }
    V(&l->mutex);
}
bool rwlock_try_acquire_read(struct rwlock *l)
{
    P(&l->mutex);
    bool in = !l->aw; /* may pass a writer that waits: left open */
    l->ar += in;
    V(&l->mutex);
    return in;
}
bool rwlock_try_acquire_write(struct rwlock *l)
{
    P(&l->mutex);
    bool in = !l->aw && l->ar == 0;
    if (in)
        l->aw = true;
    V(&l->mutex);
    return in;
}
