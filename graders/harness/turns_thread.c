/* Stand-ins for threads that the attempt itself creates. They take turns
 * too, and run on whenever the actor that the script runs cannot. */
#define _GNU_SOURCE

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <stdio.h>

static struct actor *actor_of(pthread_t thread)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (!a->joined && pthread_equal(a->thread, thread))
            return a;
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (a->by_attempt && pthread_equal(a->thread, thread))
            return a;
    return NULL;
}

int turns_pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                         void *(*start)(void *), void *argument)
{
    static int created;
    char name[24];
    int state = PTHREAD_CREATE_JOINABLE;
    turns_enter();
    snprintf(name, sizeof name, "created %d", ++created);
    struct actor *actor = turns_create(name, NULL, start, argument);
    if (attributes)
        pthread_attr_getdetachstate(attributes, &state);
    actor->detached = state == PTHREAD_CREATE_DETACHED;
    *thread = actor->thread;
    turns_leave();
    return 0;
}

int turns_pthread_join(pthread_t thread, void **result)
{
    turns_enter();
    struct actor *actor = actor_of(thread);
    if (actor == NULL || !actor->by_attempt || actor->detached)
        turns_stop(VERDICT_MISUSE, "joins a thread that cannot be joined");
    while (actor->activity != DONE)
        turns_block(FOR_THREAD, actor, CLOCK_MONOTONIC, NO_DEADLINE);
    if (result)
        *result = actor->result;
    actor->detached = true;
    turns_leave();
    return 0;
}

int turns_pthread_detach(pthread_t thread)
{
    turns_enter();
    struct actor *actor = actor_of(thread);
    if (actor)
        actor->detached = true;
    turns_leave();
    return actor ? 0 : ESRCH;
}

_Noreturn void turns_pthread_exit(void *result)
{
    (void)result;
    turns_enter();
    turns_stop(VERDICT_FORBIDDEN_CALL,
               "calls pthread_exit(): that ends its caller's thread");
}

int turns_sched_yield(void)
{
    turns_enter();
    turns_yield(1);
    turns_leave();
    return 0;
}
