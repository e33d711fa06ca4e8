/* bench_mutex.c - lock, add, unlock: by one thread, and by two at once. */
#include "bench.h"

#include <glib.h>
#include <nsync.h>
#include <pthread.h>

#include "must.h"
#include "sync_mutex.h"
#include "sync_once.h"

static volatile long total;

/* Defines who_alone() and who_together(), around the two statements. */
#define ADDERS(who, lock, unlock)                                              \
    static void who##_alone(long times, int size)                              \
    {                                                                          \
        (void)size;                                                            \
        for (long i = 0; i < times; i++) {                                     \
            lock;                                                              \
            total++;                                                           \
            unlock;                                                            \
        }                                                                      \
    }                                                                          \
    static void *who##_half(void *times)                                       \
    {                                                                          \
        who##_alone(*(const long *)times / 2, 0);                              \
        return NULL;                                                           \
    }                                                                          \
    static void who##_together(long times, int size)                           \
    {                                                                          \
        (void)size;                                                            \
        run_threads(2, who##_half, &times);                                    \
    }

static pthread_mutex_t raw = PTHREAD_MUTEX_INITIALIZER;
static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static GMutex gmutex;
static nsync_mu mu = NSYNC_MU_INIT;

ADDERS(raw, pthread_mutex_lock(&raw), pthread_mutex_unlock(&raw))
ADDERS(libsync, sync_mutex_lock(&mutex), sync_mutex_unlock(&mutex))
ADDERS(glib, g_mutex_lock(&gmutex), g_mutex_unlock(&gmutex))
ADDERS(nsync, nsync_mu_lock(&mu), nsync_mu_unlock(&mu))

static void raw_try(long times, int size)
{
    (void)size;
    for (long i = 0; i < times; i++) {
        if (pthread_mutex_trylock(&raw) == 0) {
            total++;
            pthread_mutex_unlock(&raw);
        }
    }
}

static void libsync_try(long times, int size)
{
    (void)size;
    for (long i = 0; i < times; i++) {
        if (sync_mutex_trylock(&mutex)) {
            total++;
            sync_mutex_unlock(&mutex);
        }
    }
}

static void nothing(void)
{
}

static void nothing_with(void *argument)
{
    (void)argument;
}

static void raw_once(long times, int size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)size;
    for (long i = 0; i < times; i++) {
        (void)pthread_once(&once, nothing);
    }
}

static void libsync_once(long times, int size)
{
    static struct sync_once once = SYNC_ONCE_INIT;

    (void)size;
    for (long i = 0; i < times; i++) {
        sync_once_run(&once, nothing_with, NULL);
    }
}

const struct row mutex_rows[] = {
    {.work = "mutex, one thread",
     .one_thread = true,
     .times = 10000,
     .run = {[RAW] = raw_alone,
             [LIBSYNC] = libsync_alone,
             [GLIB] = glib_alone,
             [NSYNC] = nsync_alone}},
    {.work = "mutex, trylock",
     .one_thread = true,
     .times = 10000,
     .run = {[RAW] = raw_try, [LIBSYNC] = libsync_try}},
    {.work = "mutex, two threads",
     .times = 200000,
     .run = {[RAW] = raw_together,
             [LIBSYNC] = libsync_together,
             [GLIB] = glib_together,
             [NSYNC] = nsync_together}},
    {.work = "once, when done",
     .one_thread = true,
     .times = 10000,
     .run = {[RAW] = raw_once, [LIBSYNC] = libsync_once}},
    {.work = NULL},
};
