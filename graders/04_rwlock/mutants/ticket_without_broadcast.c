/* misconception: the release has woken everybody, so nobody sleeps now */
/* killed by: all_readers_wake */
#include "rwlock.h"
#include <stdlib.h>
#include <threads.h>
struct rwlock {
    mtx_t m;
    cnd_t c;
    unsigned next, called;
    int readers;
    bool writing;
};
struct rwlock *rwlock_create(void)
{
    struct rwlock *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    if (mtx_init(&l->m, mtx_plain) != thrd_success) {
        free(l);
        return NULL;
    }
    if (cnd_init(&l->c) != thrd_success) {
        mtx_destroy(&l->m);
        free(l);
        return NULL;
    }
    return l;
}
void rwlock_destroy(struct rwlock *l)
{
    cnd_destroy(&l->c);
    mtx_destroy(&l->m);
    free(l);
}
void rwlock_acquire_read(struct rwlock *l)
{
    mtx_lock(&l->m);
    unsigned mine = l->next++;
    while (mine != l->called || l->writing)
        cnd_wait(&l->c, &l->m);
    l->readers++;
    l->called++;
    mtx_unlock(&l->m);
}
void rwlock_release_read(struct rwlock *l)
{
    mtx_lock(&l->m);
    l->readers--;
    mtx_unlock(&l->m);
    cnd_broadcast(&l->c);
}
void rwlock_acquire_write(struct rwlock *l)
{
    mtx_lock(&l->m);
    unsigned mine = l->next++;
    while (mine != l->called || l->writing || l->readers > 0)
        cnd_wait(&l->c, &l->m);
    l->writing = true;
    l->called++;
    mtx_unlock(&l->m);
}
void rwlock_release_write(struct rwlock *l)
{
    mtx_lock(&l->m);
    l->writing = false;
    mtx_unlock(&l->m);
    cnd_broadcast(&l->c);
}
/* counts writers via tickets: with no writing and someone waiting I join anyway
 */
bool rwlock_try_acquire_read(struct rwlock *l)
{
    mtx_lock(&l->m);
    bool ok = !l->writing;
    if (ok)
        l->readers++;
    mtx_unlock(&l->m);
    return ok;
}
bool rwlock_try_acquire_write(struct rwlock *l)
{
    mtx_lock(&l->m);
    bool ok = !l->writing && l->readers == 0 && l->next == l->called;
    if (ok)
        l->writing = true;
    mtx_unlock(&l->m);
    return ok;
}
