/* Stand-ins for C11 threads.h. glibc's mtx_t, cnd_t and thrd_t are the
 * pthread objects under other names, and so they are treated: as pthread
 * objects, which every race detector knows. */
#define _GNU_SOURCE

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>

_Static_assert(sizeof(mtx_t) == sizeof(pthread_mutex_t), "glibc's mtx_t");
_Static_assert(sizeof(cnd_t) == sizeof(pthread_cond_t), "glibc's cnd_t");

static int c11(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

int turns_mtx_init(mtx_t *mutex, int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    if (type & mtx_recursive)
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    int error = turns_pthread_mutex_init((pthread_mutex_t *)mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return c11(error);
}

void turns_mtx_destroy(mtx_t *mutex)
{
    turns_pthread_mutex_destroy((pthread_mutex_t *)mutex);
}

int turns_mtx_lock(mtx_t *mutex)
{
    return c11(turns_pthread_mutex_lock((pthread_mutex_t *)mutex));
}

int turns_mtx_trylock(mtx_t *mutex)
{
    return c11(turns_pthread_mutex_trylock((pthread_mutex_t *)mutex));
}

int turns_mtx_timedlock(mtx_t *mutex, const struct timespec *deadline)
{
    return c11(
        turns_pthread_mutex_timedlock((pthread_mutex_t *)mutex, deadline));
}

int turns_mtx_unlock(mtx_t *mutex)
{
    return c11(turns_pthread_mutex_unlock((pthread_mutex_t *)mutex));
}

int turns_cnd_init(cnd_t *condition)
{
    return c11(turns_pthread_cond_init((pthread_cond_t *)condition, NULL));
}

void turns_cnd_destroy(cnd_t *condition)
{
    turns_pthread_cond_destroy((pthread_cond_t *)condition);
}

int turns_cnd_wait(cnd_t *condition, mtx_t *mutex)
{
    return c11(turns_pthread_cond_wait((pthread_cond_t *)condition,
                                       (pthread_mutex_t *)mutex));
}

int turns_cnd_timedwait(cnd_t *condition, mtx_t *mutex,
                        const struct timespec *deadline)
{
    return c11(turns_pthread_cond_timedwait(
        (pthread_cond_t *)condition, (pthread_mutex_t *)mutex, deadline));
}

int turns_cnd_signal(cnd_t *condition)
{
    return c11(turns_pthread_cond_signal((pthread_cond_t *)condition));
}

int turns_cnd_broadcast(cnd_t *condition)
{
    return c11(turns_pthread_cond_broadcast((pthread_cond_t *)condition));
}

/* A C11 thread's function returns an int where pthreads have a pointer. */
struct c11_start {
    thrd_start_t function;
    void *argument;
};

static void *c11_main(void *argument)
{
    struct c11_start start = *(struct c11_start *)argument;
    turns_free(argument);
    return (void *)(intptr_t)start.function(start.argument);
}

int turns_thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
{
    struct c11_start *start = turns_malloc(sizeof *start);
    if (!start)
        return thrd_nomem;
    *start = (struct c11_start){function, argument};
    return c11(turns_pthread_create(thread, NULL, c11_main, start));
}

int turns_thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    int error = turns_pthread_join(thread, &value);
    if (result)
        *result = (int)(intptr_t)value;
    return c11(error);
}

int turns_thrd_detach(thrd_t thread)
{
    return c11(turns_pthread_detach(thread));
}

void turns_thrd_yield(void)
{
    turns_sched_yield();
}

int turns_thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    return turns_nanosleep(duration, left);
}
