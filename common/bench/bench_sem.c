/* bench_sem.c - post and wait, by one thread and back and forth by two. */
#include "bench.h"

#include <pthread.h>
#include <semaphore.h>

#include "must.h"
#include "sync_sem.h"

/* What one writes without a library. */
struct raw_sem {
    pthread_mutex_t lock;
    pthread_cond_t positive;
    unsigned permits;
};

#define RAW_SEM_INIT                                                           \
    {                                                                          \
        PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0                 \
    }

static void raw_wait(struct raw_sem *sem)
{
    MUST(pthread_mutex_lock(&sem->lock));
    while (sem->permits == 0) {
        MUST(pthread_cond_wait(&sem->positive, &sem->lock));
    }
    sem->permits--;
    MUST(pthread_mutex_unlock(&sem->lock));
}

static void raw_post(struct raw_sem *sem)
{
    MUST(pthread_mutex_lock(&sem->lock));
    sem->permits++;
    MUST(pthread_cond_signal(&sem->positive));
    MUST(pthread_mutex_unlock(&sem->lock));
}

/* Defines who_alone() and who_in_turn(), with two semaphores of value 0. */
#define POSTS(who, first, second, wait, post)                                  \
    static void who##_alone(long times, int size)                              \
    {                                                                          \
        (void)size;                                                            \
        for (long i = 0; i < times; i++) {                                     \
            post(first);                                                       \
            wait(first);                                                       \
        }                                                                      \
    }                                                                          \
    static void *who##_echo(void *argument)                                    \
    {                                                                          \
        const long turns = *(const long *)argument / 2;                        \
        for (long i = 0; i < turns; i++) {                                     \
            wait(first);                                                       \
            post(second);                                                      \
        }                                                                      \
        return NULL;                                                           \
    }                                                                          \
    static void who##_in_turn(long times, int size)                            \
    {                                                                          \
        pthread_t echo;                                                        \
        (void)size;                                                            \
        MUST(pthread_create(&echo, NULL, who##_echo, &times));                 \
        for (long i = 0; i < times / 2; i++) {                                 \
            post(first);                                                       \
            wait(second);                                                      \
        }                                                                      \
        MUST(pthread_join(echo, NULL));                                        \
    }

static struct raw_sem raw[2] = {RAW_SEM_INIT, RAW_SEM_INIT};
POSTS(raw, &raw[0], &raw[1], raw_wait, raw_post)

static struct sync_sem libsync[2] = {SYNC_SEM_INIT(0), SYNC_SEM_INIT(0)};
POSTS(libsync, &libsync[0], &libsync[1], sync_sem_wait, sync_sem_post)

/* All zero bits are a semaphore of value 0 in glibc. */
static sem_t posix[2];
POSTS(posix, &posix[0], &posix[1], sem_wait, sem_post)

const struct row sem_rows[] = {
    {.work = "semaphore, one thread",
     .one_thread = true,
     .times = 10000,
     .run =
         {[RAW] = raw_alone, [LIBSYNC] = libsync_alone, [SEM_T] = posix_alone}},
    {.work = "semaphore hand-off",
     .times = 2000,
     .run = {[RAW] = raw_in_turn,
             [LIBSYNC] = libsync_in_turn,
             [SEM_T] = posix_in_turn}},
    {.work = NULL},
};
