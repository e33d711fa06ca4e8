/* model_attributes.c - see model_attributes.h. */
#define _GNU_SOURCE
#include "model_attributes.h"

int mutex_kind_of(const pthread_mutexattr_t *attributes)
{
    int kind = PTHREAD_MUTEX_NORMAL;
    if (attributes)
        pthread_mutexattr_gettype(attributes, &kind);
    return kind;
}

bool mutex_is_robust(const pthread_mutexattr_t *attributes)
{
    int robust = PTHREAD_MUTEX_STALLED;
    if (attributes)
        pthread_mutexattr_getrobust(attributes, &robust);
    return robust == PTHREAD_MUTEX_ROBUST;
}

/* The GNU C library's initialisers say it in one member. */
int mutex_kind_in_place(const void *mutex)
{
    int kind = ((const pthread_mutex_t *)mutex)->__data.__kind & 3;
    return kind == PTHREAD_MUTEX_RECURSIVE || kind == PTHREAD_MUTEX_ERRORCHECK
               ? kind
               : PTHREAD_MUTEX_NORMAL;
}

clockid_t cond_clock_of(const pthread_condattr_t *attributes)
{
    clockid_t clock = CLOCK_REALTIME;
    if (attributes)
        pthread_condattr_getclock(attributes, &clock);
    return clock;
}

bool is_created_detached(const pthread_attr_t *attributes)
{
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes)
        pthread_attr_getdetachstate(attributes, &state);
    return state == PTHREAD_CREATE_DETACHED;
}

int rwlock_kind_of(const pthread_rwlockattr_t *attributes)
{
    int kind = PTHREAD_RWLOCK_DEFAULT_NP;
    if (attributes)
        pthread_rwlockattr_getkind_np(attributes, &kind);
    return kind;
}

int rwlock_kind_in_place(const void *lock)
{
    return (int)((const pthread_rwlock_t *)lock)->__data.__flags;
}
