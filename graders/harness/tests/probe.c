#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

int probe_count;
int probe_error;
volatile int probe_flag;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once;
static pthread_barrier_t barrier;
static sem_t semaphore;
static bool is_ready;

void probe_reset(void)
{
    probe_count = 0;
    probe_error = -1;
    probe_flag = 0;
    is_ready = false;
    pthread_mutex_init(&mutex, NULL);
    pthread_cond_init(&ready, NULL);
    sem_init(&semaphore, 0, 0);
    pthread_barrier_init(&barrier, NULL, 2);
    once = (pthread_once_t)PTHREAD_ONCE_INIT;
}

void probe_lock(void *nothing)
{
    (void)nothing;
    pthread_mutex_lock(&mutex);
    probe_count++;
    pthread_mutex_unlock(&mutex);
}

void probe_lock_and_keep(void *nothing)
{
    (void)nothing;
    pthread_mutex_lock(&mutex);
}

void probe_wait(void *nothing)
{
    (void)nothing;
    pthread_mutex_lock(&mutex);
    while (!is_ready)
        pthread_cond_wait(&ready, &mutex);
    probe_count++;
    pthread_mutex_unlock(&mutex);
}

void probe_wait_with_if(void *nothing)
{
    (void)nothing;
    pthread_mutex_lock(&mutex);
    if (!is_ready)
        pthread_cond_wait(&ready, &mutex);
    probe_error = is_ready ? 0 : EINVAL;
    pthread_mutex_unlock(&mutex);
}

void probe_make_ready(void *broadcast)
{
    pthread_mutex_lock(&mutex);
    is_ready = true;
    if (broadcast)
        pthread_cond_broadcast(&ready);
    else
        pthread_cond_signal(&ready);
    pthread_mutex_unlock(&mutex);
}

static struct timespec timespec_of(int64_t ns)
{
    return (struct timespec){.tv_sec = ns / 1000000000,
                             .tv_nsec = ns % 1000000000};
}

void probe_timed_wait(void *deadline_ns)
{
    struct timespec deadline = timespec_of(*(int64_t *)deadline_ns);
    pthread_mutex_lock(&mutex);
    probe_error = 0;
    while (!is_ready && probe_error == 0)
        probe_error =
            pthread_cond_clockwait(&ready, &mutex, CLOCK_MONOTONIC, &deadline);
    pthread_mutex_unlock(&mutex);
}

void probe_sem_wait(void *nothing)
{
    (void)nothing;
    sem_wait(&semaphore);
    probe_count++;
}

void probe_sem_post(void *nothing)
{
    (void)nothing;
    sem_post(&semaphore);
}

void probe_sem_timed(void *nothing)
{
    (void)nothing;
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_sec += 5;
    probe_error = sem_timedwait(&semaphore, &soon) == 0 ? 0 : errno;
}

void probe_read(void *nothing)
{
    (void)nothing;
    pthread_rwlock_rdlock(&rwlock);
    probe_count++;
}

void probe_write(void *nothing)
{
    (void)nothing;
    pthread_rwlock_wrlock(&rwlock);
    probe_count++;
    pthread_rwlock_unlock(&rwlock);
}

void probe_unlock_rw(void *nothing)
{
    (void)nothing;
    pthread_rwlock_unlock(&rwlock);
}

void probe_barrier(void *nothing)
{
    (void)nothing;
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
        probe_count++;
}

static void run_once(void)
{
    sched_yield();
    probe_count++;
}

void probe_once(void *nothing)
{
    (void)nothing;
    pthread_once(&once, run_once);
}

void probe_spin(void *nothing)
{
    (void)nothing;
    while (!probe_flag)
        ;
}

void probe_yield_until_ready(void *nothing)
{
    (void)nothing;
    while (!probe_flag)
        sched_yield();
}

void probe_sleep(void *ns)
{
    struct timespec duration = timespec_of(*(int64_t *)ns);
    nanosleep(&duration, NULL);
    probe_count++;
}

static void *count_in_thread(void *result)
{
    probe_lock(NULL);
    return result;
}

void probe_create_and_join(void *nothing)
{
    pthread_t thread;
    void *result = NULL;
    (void)nothing;
    pthread_create(&thread, NULL, count_in_thread, &probe_error);
    pthread_join(thread, &result);
    probe_error = result == &probe_error ? 0 : EINVAL;
}

static int c11_thread(void *argument)
{
    mtx_t *lock = argument;
    mtx_lock(lock);
    probe_count++;
    mtx_unlock(lock);
    return 7;
}

void probe_c11(void *nothing)
{
    mtx_t lock;
    thrd_t thread;
    int result = 0;
    (void)nothing;
    mtx_init(&lock, mtx_plain);
    mtx_lock(&lock);
    thrd_create(&thread, c11_thread, &lock);
    mtx_unlock(&lock);
    thrd_join(thread, &result);
    mtx_destroy(&lock);
    probe_error = result == 7 ? 0 : EINVAL;
}

void probe_heap(void *nothing)
{
    (void)nothing;
    char *bytes = malloc(100);
    bytes = realloc(bytes, 5000);
    free(calloc(10, 10));
    probe_count = bytes != NULL;
    free(bytes);
}

/* Spins with calls, almost all of its time inside of them. */
void probe_call_until_flag(void *nothing)
{
    (void)nothing;
    while (!probe_flag) {
        if (pthread_mutex_trylock(&mutex) == 0)
            pthread_mutex_unlock(&mutex);
        probe_count++;
    }
}

/* Takes blocks of 1 MiB until there are no more, or 1000 of them. */
void probe_eat(void *nothing)
{
    static void *blocks[1000];
    (void)nothing;
    probe_count = 0;
    while (probe_count < 1000 &&
           (blocks[probe_count] = malloc(1 << 20)) != NULL)
        probe_count++;
    for (int i = 0; i < probe_count; i++)
        free(blocks[i]);
}

void probe_errorcheck(void *nothing)
{
    pthread_mutexattr_t type;
    pthread_mutex_t checked;
    (void)nothing;
    pthread_mutexattr_init(&type);
    pthread_mutexattr_settype(&type, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checked, &type);
    probe_count = pthread_mutex_unlock(&checked) == EPERM;
    pthread_mutex_lock(&checked);
    probe_count += pthread_mutex_lock(&checked) == EDEADLK;
    pthread_mutex_unlock(&checked);
    pthread_mutex_destroy(&checked);
}

int64_t probe_clock(int realtime)
{
    struct timespec now;
    clock_gettime(realtime ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
