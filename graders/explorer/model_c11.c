/* model_c11.c - C11's mtx and cnd, which are POSIX's under other names. C11
 * has no static initialisers, and no errors where POSIX has some: what is one
 * there is undefined here, and so misuse.
 */
#define _GNU_SOURCE
#include "model.h"
#include "policy.h"

#include <pthread.h>
#include <threads.h>

#define FLAG_UNTIMED 8 /* of a mutex: it was not made for time limits */

static int as_c11(int status)
{
    switch (status) {
    case 0:
        return thrd_success;
    case ETIMEDOUT:
        return thrd_timedout;
    case EBUSY:
        return thrd_busy;
    default:
        return thrd_error;
    }
}

/* ---- mtx ---- */

int model_mtx_init(mtx_t *mutex, int type)
{
    const void *pc = CALLER;
    mutex_make(mutex,
               type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE
                                    : PTHREAD_MUTEX_NORMAL,
               false, pc);
    if (!(type & mtx_timed))
        mutex_object(mutex, pc)->flags |= FLAG_UNTIMED;
    return thrd_success;
}

void model_mtx_destroy(mtx_t *mutex)
{
    policy_has_to_be_made(mutex, "a mtx_t", CALLER);
    mutex_destroy(mutex, CALLER);
}

int model_mtx_lock(mtx_t *mutex)
{
    policy_has_to_be_made(mutex, "a mtx_t", CALLER);
    return as_c11(mutex_lock(mutex, NULL, 0, CALLER));
}

int model_mtx_timedlock(mtx_t *mutex, const struct timespec *until)
{
    const void *pc = CALLER;
    policy_has_to_be_made(mutex, "a mtx_t", pc);
    if (mutex_object(mutex, pc)->flags & FLAG_UNTIMED)
        execution_fail(VERDICT_MISUSE, pc,
                       "a time limit for a mtx_t that was not initialised "
                       "with mtx_timed");
    return as_c11(mutex_lock(mutex, until, CLOCK_REALTIME, pc));
}

int model_mtx_trylock(mtx_t *mutex)
{
    policy_has_to_be_made(mutex, "a mtx_t", CALLER);
    return as_c11(mutex_trylock(mutex, CALLER));
}

int model_mtx_unlock(mtx_t *mutex)
{
    const void *pc = CALLER;
    policy_has_to_be_made(mutex, "a mtx_t", pc);
    const struct object *object = mutex_object(mutex, pc);
    if (object->owner != engine.current)
        policy_unlock_by_other(object, "a mtx_t", pc);
    return as_c11(mutex_unlock(mutex, pc));
}

/* ---- cnd ---- */

int model_cnd_init(cnd_t *cond)
{
    cond_make(cond, CLOCK_REALTIME, CALLER);
    return thrd_success;
}

void model_cnd_destroy(cnd_t *cond)
{
    policy_has_to_be_made(cond, "a cnd_t", CALLER);
    cond_destroy(cond, CALLER);
}

int model_cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    policy_has_to_be_made(cond, "a cnd_t", CALLER);
    return as_c11(cond_wait(cond, mutex, NULL, COND_CLOCK, CALLER));
}

int model_cnd_timedwait(cnd_t *cond, mtx_t *mutex, const struct timespec *until)
{
    policy_has_to_be_made(cond, "a cnd_t", CALLER);
    return as_c11(cond_wait(cond, mutex, until, CLOCK_REALTIME, CALLER));
}

int model_cnd_signal(cnd_t *cond)
{
    policy_has_to_be_made(cond, "a cnd_t", CALLER);
    return as_c11(cond_signal(cond, CALLER));
}

int model_cnd_broadcast(cnd_t *cond)
{
    policy_has_to_be_made(cond, "a cnd_t", CALLER);
    return as_c11(cond_broadcast(cond, CALLER));
}
