/* accepted: a gate for each step, at which its callers queue, and a permit */
#include "print_in_order.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t gate[3];
    sem_t go[3];
};

struct printer *printer_create(void)
{
    struct printer *p = malloc(sizeof *p);
    if (!p)
        return NULL;
    for (int i = 0; i < 3; i++) {
        pthread_mutex_init(&p->gate[i], NULL);
        sem_init(&p->go[i], 0, i == 0);
    }
    return p;
}

void printer_destroy(struct printer *p)
{
    for (int i = 0; i < 3; i++) {
        pthread_mutex_destroy(&p->gate[i]);
        sem_destroy(&p->go[i]);
    }
    free(p);
}

static void go(struct printer *p, int i, void (*f)(void *), void *a)
{
    pthread_mutex_lock(&p->gate[i]);
    while (sem_wait(&p->go[i]) != 0)
        assert(errno == EINTR);
    f(a);
    sem_post(&p->go[(i + 1) % 3]);
    pthread_mutex_unlock(&p->gate[i]);
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
