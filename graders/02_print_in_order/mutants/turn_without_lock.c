/* misconception: an atomic turn and a broadcast need no lock */
/* killed by: no_lost_wakeup */
#include "print_in_order.h"
#include <stdlib.h>
#include <stdbool.h>
#include <assert.h>
#include <stdio.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <sched.h>
#include <stdint.h>

/* rwlock guards the turn; a generation mutex+cond to sleep; atomics for turn */
struct printer {
    pthread_rwlock_t rw;
    _Atomic int turn;
    pthread_mutex_t sleep;
    pthread_cond_t moved;
};
struct printer *printer_create(void)
{
    struct printer *p = malloc(sizeof *p);
    if (!p)
        return p;
    pthread_rwlock_init(&p->rw, NULL);
    atomic_init(&p->turn, 0);
    pthread_mutex_init(&p->sleep, NULL);
    pthread_cond_init(&p->moved, NULL);
    return p;
}
void printer_destroy(struct printer *p)
{
    pthread_rwlock_destroy(&p->rw);
    pthread_mutex_destroy(&p->sleep);
    pthread_cond_destroy(&p->moved);
    free(p);
}
static void go(struct printer *p, int me, void (*f)(void *), void *a)
{
    int mine;
    for (;;) { /* claim: turn 2*i = free for i, 2*i+1 = taken by i */
        mine = 2 * me;
        if (atomic_compare_exchange_strong(&p->turn, &mine, 2 * me + 1))
            break;
        pthread_mutex_lock(&p->sleep);
        while (p->turn != 2 * me)
            pthread_cond_wait(&p->moved, &p->sleep);
        pthread_mutex_unlock(&p->sleep);
    }
    pthread_rwlock_wrlock(&p->rw);
    f(a);
    pthread_rwlock_unlock(&p->rw);
    p->turn = 2 * ((me + 1) % 3);
    pthread_cond_broadcast(&p->moved);
}
void printer_first(struct printer *p, void (*f)(void *), void *a)
{
    go(p, 0, f, a);
}
void printer_second(struct printer *p, void (*f)(void *), void *a)
{
    go(p, 1, f, a);
}
void printer_third(struct printer *p, void (*f)(void *), void *a)
{
    go(p, 2, f, a);
}
