/* bench_cond.c - signals that nobody waits for, and two threads that take
 * turns. */
#include "bench.h"

#include <glib.h>
#include <nsync.h>
#include <pthread.h>
#include <stdbool.h>

#include "must.h"
#include "sync_cond.h"

/* Defines who_in_vain() and who_in_turn() from the statements.  Each turn is
 * taken with the lock held, waits for the one condition and signals the
 * other. */
#define TURNS(who, lock, unlock, wait, signal)                                 \
    static int who##_turn;                                                     \
    static int who##_next_id;                                                  \
    static void who##_in_vain(long times, int size)                            \
    {                                                                          \
        const int me = size;                                                   \
        for (long i = 0; i < times; i++) {                                     \
            signal;                                                            \
        }                                                                      \
    }                                                                          \
    static void *who##_player(void *argument)                                  \
    {                                                                          \
        const long turns = *(const long *)argument / 2;                        \
        int me;                                                                \
        lock;                                                                  \
        me = who##_next_id++ % 2;                                              \
        for (long i = 0; i < turns; i++) {                                     \
            while (who##_turn != me) {                                         \
                wait;                                                          \
            }                                                                  \
            who##_turn = !me;                                                  \
            signal;                                                            \
        }                                                                      \
        unlock;                                                                \
        return NULL;                                                           \
    }                                                                          \
    static void who##_in_turn(long times, int size)                            \
    {                                                                          \
        (void)size;                                                            \
        run_threads(2, who##_player, &times);                                  \
    }

static pthread_mutex_t raw = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t raw_my_turn[2] = {PTHREAD_COND_INITIALIZER,
                                        PTHREAD_COND_INITIALIZER};
TURNS(raw, pthread_mutex_lock(&raw), pthread_mutex_unlock(&raw),
      pthread_cond_wait(&raw_my_turn[me], &raw),
      pthread_cond_signal(&raw_my_turn[!me]))

static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static struct sync_cond my_turn[2] = {SYNC_COND_INIT, SYNC_COND_INIT};
TURNS(libsync, sync_mutex_lock(&mutex), sync_mutex_unlock(&mutex),
      sync_cond_wait(&my_turn[me], &mutex), sync_cond_signal(&my_turn[!me]))

static GMutex gmutex;
static GCond gcond[2];
TURNS(glib, g_mutex_lock(&gmutex), g_mutex_unlock(&gmutex),
      g_cond_wait(&gcond[me], &gmutex), g_cond_signal(&gcond[!me]))

static nsync_mu mu = NSYNC_MU_INIT;
static nsync_cv cv[2] = {NSYNC_CV_INIT, NSYNC_CV_INIT};
TURNS(nsync, nsync_mu_lock(&mu), nsync_mu_unlock(&mu),
      nsync_cv_wait(&cv[me], &mu), nsync_cv_signal(&cv[!me]))

const struct row cond_rows[] = {
    {.work = "signal, nobody waits",
     .one_thread = true,
     .times = 10000,
     .run = {[RAW] = raw_in_vain,
             [LIBSYNC] = libsync_in_vain,
             [GLIB] = glib_in_vain,
             [NSYNC] = nsync_in_vain}},
    {.work = "condition hand-off",
     .times = 2000,
     .run = {[RAW] = raw_in_turn,
             [LIBSYNC] = libsync_in_turn,
             [GLIB] = glib_in_turn,
             [NSYNC] = nsync_in_turn}},
    {.work = NULL},
};
