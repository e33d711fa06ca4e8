/* accepted: a flag says that it is the turn of the readers that wait */
#include "rwlock.h"
#include <pthread.h>
#include <stdlib.h>
struct rwlock {
    pthread_mutex_t m;
    pthread_cond_t r, w;
    int readers, wr, ww;
    bool writer, readers_turn;
};
struct rwlock *rwlock_create(void)
{
    struct rwlock *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    pthread_mutex_init(&l->m, 0);
    pthread_cond_init(&l->r, 0);
    pthread_cond_init(&l->w, 0);
    return l;
}
void rwlock_destroy(struct rwlock *l)
{
    pthread_mutex_destroy(&l->m);
    pthread_cond_destroy(&l->r);
    pthread_cond_destroy(&l->w);
    free(l);
}
void rwlock_acquire_read(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    l->wr++;
    while (l->writer || (l->ww > 0 && !l->readers_turn))
        pthread_cond_wait(&l->r, &l->m);
    if (--l->wr == 0)
        l->readers_turn = false;
    l->readers++;
    pthread_mutex_unlock(&l->m);
}
void rwlock_release_read(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    if (--l->readers == 0)
        pthread_cond_signal(&l->w);
    pthread_mutex_unlock(&l->m);
}
void rwlock_acquire_write(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    l->ww++;
    while (l->writer || l->readers > 0 || l->readers_turn)
        pthread_cond_wait(&l->w, &l->m);
    l->ww--;
    l->writer = true;
    pthread_mutex_unlock(&l->m);
}
void rwlock_release_write(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    l->writer = false;
    if (l->wr > 0) {
        l->readers_turn = true;
        pthread_cond_broadcast(&l->r);
    } else
        pthread_cond_signal(&l->w);
    pthread_mutex_unlock(&l->m);
}
bool rwlock_try_acquire_read(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    bool ok = !l->writer && l->ww == 0;
    if (ok)
        l->readers++;
    pthread_mutex_unlock(&l->m);
    return ok;
}
bool rwlock_try_acquire_write(struct rwlock *l)
{
    pthread_mutex_lock(&l->m);
    bool ok = !l->writer && l->readers == 0 && !l->readers_turn;
    if (ok)
        l->writer = true;
    pthread_mutex_unlock(&l->m);
    return ok;
}
