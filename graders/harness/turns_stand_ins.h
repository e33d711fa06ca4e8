/* turns_stand_ins.h - the functions that redirect.map puts in the place of
 * the C library's. Each keeps the contract of the function it stands for;
 * what it adds is described in turns.h. Blocking ones hand the turn over.
 */
#ifndef TURNS_STAND_INS_H
#define TURNS_STAND_INS_H

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>

int turns_pthread_mutex_init(pthread_mutex_t *, const pthread_mutexattr_t *);
int turns_pthread_mutex_destroy(pthread_mutex_t *);
int turns_pthread_mutex_lock(pthread_mutex_t *);
int turns_pthread_mutex_trylock(pthread_mutex_t *);
int turns_pthread_mutex_timedlock(pthread_mutex_t *, const struct timespec *);
int turns_pthread_mutex_clocklock(pthread_mutex_t *, clockid_t,
                                  const struct timespec *);
int turns_pthread_mutex_unlock(pthread_mutex_t *);
int turns_pthread_spin_init(pthread_spinlock_t *, int);
int turns_pthread_spin_destroy(pthread_spinlock_t *);
int turns_pthread_spin_lock(pthread_spinlock_t *);
int turns_pthread_spin_trylock(pthread_spinlock_t *);
int turns_pthread_spin_unlock(pthread_spinlock_t *);

int turns_pthread_cond_init(pthread_cond_t *, const pthread_condattr_t *);
int turns_pthread_cond_destroy(pthread_cond_t *);
int turns_pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *);
int turns_pthread_cond_timedwait(pthread_cond_t *, pthread_mutex_t *,
                                 const struct timespec *);
int turns_pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t,
                                 const struct timespec *);
int turns_pthread_cond_signal(pthread_cond_t *);
int turns_pthread_cond_broadcast(pthread_cond_t *);

int turns_sem_init(sem_t *, int, unsigned);
int turns_sem_destroy(sem_t *);
int turns_sem_wait(sem_t *);
int turns_sem_trywait(sem_t *);
int turns_sem_timedwait(sem_t *, const struct timespec *);
int turns_sem_clockwait(sem_t *, clockid_t, const struct timespec *);
int turns_sem_post(sem_t *);

int turns_pthread_rwlock_init(pthread_rwlock_t *, const pthread_rwlockattr_t *);
int turns_pthread_rwlock_destroy(pthread_rwlock_t *);
int turns_pthread_rwlock_rdlock(pthread_rwlock_t *);
int turns_pthread_rwlock_wrlock(pthread_rwlock_t *);
int turns_pthread_rwlock_tryrdlock(pthread_rwlock_t *);
int turns_pthread_rwlock_trywrlock(pthread_rwlock_t *);
int turns_pthread_rwlock_timedrdlock(pthread_rwlock_t *,
                                     const struct timespec *);
int turns_pthread_rwlock_timedwrlock(pthread_rwlock_t *,
                                     const struct timespec *);
int turns_pthread_rwlock_unlock(pthread_rwlock_t *);

int turns_pthread_barrier_init(pthread_barrier_t *,
                               const pthread_barrierattr_t *, unsigned);
int turns_pthread_barrier_destroy(pthread_barrier_t *);
int turns_pthread_barrier_wait(pthread_barrier_t *);
int turns_pthread_once(pthread_once_t *, void (*)(void));

int turns_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *),
                         void *);
int turns_pthread_join(pthread_t, void **);
int turns_pthread_detach(pthread_t);
_Noreturn void turns_pthread_exit(void *);
int turns_sched_yield(void);

int turns_thrd_create(thrd_t *, thrd_start_t, void *);
int turns_thrd_join(thrd_t, int *);
int turns_thrd_detach(thrd_t);
void turns_thrd_yield(void);
int turns_thrd_sleep(const struct timespec *, struct timespec *);
int turns_mtx_init(mtx_t *, int);
void turns_mtx_destroy(mtx_t *);
int turns_mtx_lock(mtx_t *);
int turns_mtx_trylock(mtx_t *);
int turns_mtx_timedlock(mtx_t *, const struct timespec *);
int turns_mtx_unlock(mtx_t *);
int turns_cnd_init(cnd_t *);
void turns_cnd_destroy(cnd_t *);
int turns_cnd_wait(cnd_t *, mtx_t *);
int turns_cnd_timedwait(cnd_t *, mtx_t *, const struct timespec *);
int turns_cnd_signal(cnd_t *);
int turns_cnd_broadcast(cnd_t *);
void turns_call_once(once_flag *, void (*)(void));

int turns_clock_gettime(clockid_t, struct timespec *);
int turns_gettimeofday(struct timeval *, void *);
time_t turns_time(time_t *);
clock_t turns_clock(void);
int turns_timespec_get(struct timespec *, int);
int turns_nanosleep(const struct timespec *, struct timespec *);
int turns_clock_nanosleep(clockid_t, int, const struct timespec *,
                          struct timespec *);
int turns_usleep(unsigned);
unsigned turns_sleep(unsigned);

void *turns_malloc(size_t);
void *turns_calloc(size_t, size_t);
void *turns_realloc(void *, size_t);
void *turns_aligned_alloc(size_t, size_t);
char *turns_strdup(const char *);
char *turns_strndup(const char *, size_t);
void turns_free(void *);

_Noreturn void turns_abort(void);
_Noreturn void turns_library_abort(void);
_Noreturn void turns_assert_fail(const char *, const char *, unsigned,
                                 const char *);
_Noreturn void turns_stack_smashed(void);
_Noreturn void turns_forbidden_call(void);

#endif
