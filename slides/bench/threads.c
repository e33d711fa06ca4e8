/* Threads: one address space, the kernel changes between them. */
#include "ways.h"

#include "must.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

static void *nothing(void *unused)
{
    return unused;
}

static double start_us(void)
{
    double begin = now_us();
    for (int i = 0; i < STARTS; i++) {
        pthread_t thread;
        MUST(pthread_create(&thread, NULL, nothing, NULL));
        MUST(pthread_join(thread, NULL));
    }
    return (now_us() - begin) / STARTS;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_changed = PTHREAD_COND_INITIALIZER;
/* Under lock: */
static int turn;

static void take_turns(int mine)
{
    for (int i = 0; i < TURNS; i++) {
        MUST(pthread_mutex_lock(&lock));
        while (turn != mine)
            MUST(pthread_cond_wait(&turn_changed, &lock));
        turn = !mine;
        MUST(pthread_cond_signal(&turn_changed));
        MUST(pthread_mutex_unlock(&lock));
    }
}

static void *take_other_turns(void *unused)
{
    take_turns(1);
    return unused;
}

static double turn_us(void)
{
    pthread_t other;
    turn = 0;
    MUST(pthread_create(&other, NULL, take_other_turns, NULL));
    double begin = now_us();
    take_turns(0);
    MUST(pthread_join(other, NULL));
    return (now_us() - begin) / TURNS;
}

static void *wait_a_little(void *unused)
{
    struct timespec time = {.tv_nsec = WAIT_MS * 1000000L};
    nanosleep(&time, NULL);
    return unused;
}

static double wait_ms(void)
{
    pthread_t threads[WAITERS];
    double begin = now_us();
    for (int i = 0; i < WAITERS; i++)
        MUST(pthread_create(&threads[i], NULL, wait_a_little, NULL));
    for (int i = 0; i < WAITERS; i++)
        MUST(pthread_join(threads[i], NULL));
    return (now_us() - begin) / 1000;
}

static bool may_end;
static pthread_barrier_t all_there;

static void *wait_for_end(void *unused)
{
    pthread_barrier_wait(&all_there);
    MUST(pthread_mutex_lock(&lock));
    while (!may_end)
        MUST(pthread_cond_wait(&turn_changed, &lock));
    MUST(pthread_mutex_unlock(&lock));
    return unused;
}

static double memory_kib(void)
{
    pthread_t threads[WAITERS];
    MUST(pthread_barrier_init(&all_there, NULL, WAITERS + 1));
    may_end = false;
    double before = resident_kib(0);
    for (int i = 0; i < WAITERS; i++)
        MUST(pthread_create(&threads[i], NULL, wait_for_end, NULL));
    pthread_barrier_wait(&all_there);
    double after = resident_kib(0);
    MUST(pthread_mutex_lock(&lock));
    may_end = true;
    MUST(pthread_cond_broadcast(&turn_changed));
    MUST(pthread_mutex_unlock(&lock));
    for (int i = 0; i < WAITERS; i++)
        MUST(pthread_join(threads[i], NULL));
    MUST(pthread_barrier_destroy(&all_there));
    return (after - before) / WAITERS;
}

static void *compute_part(void *result)
{
    *(long *)result = work(WORK / PARTS);
    return NULL;
}

static double compute_ms(void)
{
    pthread_t threads[PARTS];
    long results[PARTS];
    double begin = now_us();
    for (int i = 0; i < PARTS; i++)
        MUST(pthread_create(&threads[i], NULL, compute_part, &results[i]));
    for (int i = 0; i < PARTS; i++)
        MUST(pthread_join(threads[i], NULL));
    return (now_us() - begin) / 1000;
}

const struct way way_threads = {"threads", start_us,   turn_us,
                                wait_ms,   memory_kib, compute_ms};
