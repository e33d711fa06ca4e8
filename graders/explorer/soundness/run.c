/* run.c - what is explored: an interpreter of the program in program.h.
 *
 * Compiled as a student's file is, so that every access of the program's to
 * memory that threads share is reported. The interpreter itself is not: what
 * it reads of the table is nobody's business.
 */
#define _GNU_SOURCE
#include "program.h"
#include "explore.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define QUIET __attribute__((no_sanitize("thread")))
#define LIMIT_MS 10

int x[VARIABLES];
atomic_int atom[VARIABLES];
sem_t semaphore[SEMAPHORES];
int result[PROGRAM_THREADS];
static pthread_mutex_t mutex[MUTEXES];
static pthread_cond_t condition[CONDITIONS];
static pthread_t thread[PROGRAM_THREADS];
static struct timespec start;
static pthread_rwlock_t rwlock[RWLOCKS];
static pthread_spinlock_t spin[SPINS];
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int *block[BLOCKS_HEAP];
static _Thread_local int local_count;

#include "run_accesses.h"

/* ---- time ---- */

static struct timespec limit(void)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_nsec += LIMIT_MS * 1000000;
    return at;
}

static void doze(int ms)
{
    struct timespec time = {0, ms * 1000000};
    nanosleep(&time, NULL);
}

static int clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int)((now.tv_sec - start.tv_sec) * 1000 +
                 (now.tv_nsec - start.tv_nsec) / 1000000);
}

/* ---- instructions ---- */

struct local {
    int index, a, noted, repeated;
};

static void *run_thread(void *argument);

QUIET static void spawn(int i)
{
    pthread_create(&thread[i], NULL, run_thread, (void *)(long)i);
}

QUIET static void wait_on(const struct instruction *in)
{
    pthread_cond_wait(&condition[in->what], &mutex[in->mutex]);
}

QUIET static int wait_timed(const struct instruction *in)
{
    struct timespec at = limit();
    return pthread_cond_timedwait(&condition[in->what], &mutex[in->mutex],
                                  &at) != 0;
}

QUIET static void do_memory(const struct instruction *in, struct local *local)
{
    switch (in->kind) {
    case DO_READ:
        local->a = read_plain(in->what);
        break;
    case DO_WRITE:
        write_plain(in->what, in->value);
        break;
    case DO_COPY:
        write_plain(in->what, local->a + in->value);
        break;
    case DO_LOAD:
        local->a = load(in->what, in->order);
        break;
    case DO_STORE:
        store(in->what, in->value, in->order);
        break;
    case DO_STORE_COPY:
        store(in->what, local->a + in->value, in->order);
        break;
    case DO_STORE_LATE:
        store_late(in->what, in->other);
        break;
    case DO_FETCH_ADD:
        local->a = fetch_add(in->what, in->value, in->order);
        break;
    case DO_EXCHANGE:
        local->a = exchange(in->what, in->value);
        break;
    case DO_COMPARE:
        local->a = compare(in->what, in->other, in->value);
        break;
    case DO_COMPARE_WEAK:
        local->a = compare_weak(in->what, in->other, in->value);
        break;
    case DO_FENCE:
        fence(in->order);
        break;
    default:
        break;
    }
}

QUIET static void do_lock(const struct instruction *in, struct local *local)
{
    struct timespec at;
    switch (in->kind) {
    case DO_LOCK:
        pthread_mutex_lock(&mutex[in->what]);
        break;
    case DO_UNLOCK:
        pthread_mutex_unlock(&mutex[in->what]);
        break;
    case DO_TRYLOCK:
        if (pthread_mutex_trylock(&mutex[in->what]) != 0)
            local->index += in->skip;
        break;
    case DO_TIMEDLOCK:
        at = limit();
        if (pthread_mutex_timedlock(&mutex[in->what], &at) != 0)
            local->index += in->skip;
        break;
    case DO_WAIT_WHILE:
        while (read_plain(in->other) < in->value)
            wait_on(in);
        break;
    case DO_WAIT_IF:
        if (read_plain(in->other) < in->value)
            wait_on(in);
        break;
    case DO_WAIT_TIMED:
        if (read_plain(in->other) < in->value)
            local->a = wait_timed(in);
        break;
    case DO_WAIT_RETRY:
        while (read_plain(in->other) < in->value && !wait_timed(in))
            ;
        break;
    case DO_SIGNAL:
        pthread_cond_signal(&condition[in->what]);
        break;
    case DO_BROADCAST:
        pthread_cond_broadcast(&condition[in->what]);
        break;
    default:
        break;
    }
}

QUIET static void do_semaphore(const struct instruction *in,
                               struct local *local)
{
    struct timespec at;
    switch (in->kind) {
    case DO_SEM_WAIT:
        sem_wait(&semaphore[in->what]);
        break;
    case DO_SEM_POST:
        sem_post(&semaphore[in->what]);
        break;
    case DO_SEM_TRYWAIT:
        local->a = sem_trywait(&semaphore[in->what]) == 0;
        break;
    case DO_SEM_TIMEDWAIT:
        at = limit();
        local->a = sem_timedwait(&semaphore[in->what], &at) == 0;
        break;
    case DO_SEM_VALUE:
        sem_getvalue(&semaphore[in->what], &local->a);
        break;
    default:
        break;
    }
}

QUIET static void do_rwlock(const struct instruction *in, struct local *local)
{
    pthread_rwlock_t *lock = &rwlock[in->what % RWLOCKS];
    struct timespec at;
    int status = 0;
    switch (in->kind) {
    case DO_READ_LOCK:
        pthread_rwlock_rdlock(lock);
        break;
    case DO_WRITE_LOCK:
        pthread_rwlock_wrlock(lock);
        break;
    case DO_TRY_READ_LOCK:
        status = pthread_rwlock_tryrdlock(lock);
        break;
    case DO_TRY_WRITE_LOCK:
        status = pthread_rwlock_trywrlock(lock);
        break;
    case DO_TIMED_READ_LOCK:
        at = limit();
        status = pthread_rwlock_timedrdlock(lock, &at);
        break;
    case DO_TIMED_WRITE_LOCK:
        at = limit();
        status = pthread_rwlock_timedwrlock(lock, &at);
        break;
    default:
        pthread_rwlock_unlock(lock);
    }
    if (status)
        local->index += in->skip;
}

QUIET static void do_rare(const struct instruction *in, struct local *local)
{
    switch (in->kind) {
    case DO_SPIN_LOCK:
        pthread_spin_lock(&spin[in->what]);
        break;
    case DO_SPIN_TRYLOCK:
        if (pthread_spin_trylock(&spin[in->what]) != 0)
            local->index += in->skip;
        break;
    case DO_SPIN_UNLOCK:
        pthread_spin_unlock(&spin[in->what]);
        break;
    case DO_BARRIER:
        local->a = pthread_barrier_wait(&barrier) != 0;
        break;
    case DO_ONCE:
        pthread_once(&once, first_time);
        break;
    case DO_DESTROY:
        pthread_mutex_destroy(&mutex[in->what]);
        break;
    case DO_INIT:
        pthread_mutex_init(&mutex[in->what], NULL);
        break;
    case DO_HEAP_READ:
        local->a = read_block(in->what);
        break;
    case DO_HEAP_WRITE:
        write_block(in->what, in->value);
        break;
    case DO_FREE:
        free(block[in->what]);
        break;
    case DO_LOCAL:
        local->a = count_local();
        break;
    default:
        local->a = rand() % 2;
    }
}

QUIET static void join_somehow(const struct instruction *in,
                               struct local *local)
{
    struct timespec at;
    int status;
    if (in->kind == DO_TRYJOIN) {
        status = pthread_tryjoin_np(thread[in->what], NULL);
    } else {
        at = limit();
        status = pthread_timedjoin_np(thread[in->what], NULL, &at);
    }
    local->a = status == 0;
    if (status)
        pthread_join(thread[in->what], NULL);
}

QUIET static void do_other(const struct instruction *in, struct local *local)
{
    switch (in->kind) {
    case DO_SLEEP:
        doze(in->value);
        break;
    case DO_YIELD:
        sched_yield();
        break;
    case DO_CLOCK:
        local->a = clock_ms();
        break;
    case DO_SKIP_IF:
        if (local->a == in->value)
            local->index += in->skip;
        break;
    case DO_REPEAT:
        if (local->repeated++ < in->value)
            local->index -= in->skip + 1;
        break;
    case DO_SPIN:
        while (load(in->what, in->order) < in->value)
            if (in->other)
                sched_yield();
        break;
    case DO_CHOOSE:
        local->a = explore_choose(2);
        break;
    case DO_NOTE:
        local->noted = local->noted * 3 + local->a;
        break;
    case DO_SPAWN:
        spawn(in->what);
        break;
    case DO_JOIN:
        pthread_join(thread[in->what], NULL);
        break;
    case DO_TRYJOIN:
    case DO_TIMEDJOIN:
        join_somehow(in, local);
        break;
    default:
        break;
    }
}

QUIET static void run_code(int me)
{
    struct local local = {0, 0, 0, 0};
    while (local.index < program.length[me]) {
        const struct instruction *in = &program.code[me][local.index++];
        if (in->kind <= DO_FENCE)
            do_memory(in, &local);
        else if (in->kind <= DO_BROADCAST)
            do_lock(in, &local);
        else if (in->kind <= DO_SEM_VALUE)
            do_semaphore(in, &local);
        else if (in->kind <= DO_RW_UNLOCK)
            do_rwlock(in, &local);
        else if (in->kind <= DO_RANDOM)
            do_rare(in, &local);
        else
            do_other(in, &local);
    }
    set_result(me, local.noted * 10 + local.a);
}

static void *run_thread(void *argument)
{
    run_code((int)(long)argument);
    return NULL;
}

static void make_blocks(void)
{
    for (int i = 0; i < BLOCKS_HEAP; i++)
        block[i] = calloc(1, sizeof *block[i]);
}

QUIET static void initialise_rare(void)
{
    if (program.prefers_writers) {
        pthread_rwlockattr_t attributes;
        pthread_rwlockattr_init(&attributes);
        pthread_rwlockattr_setkind_np(
            &attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
        pthread_rwlock_init(&rwlock[0], &attributes);
    }
    for (int i = 0; i < SPINS; i++)
        pthread_spin_init(&spin[i], PTHREAD_PROCESS_PRIVATE);
    pthread_barrier_init(&barrier, NULL, program.parties);
    make_blocks();
}

QUIET static void initialise(void)
{
    static const int kinds[] = {PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK,
                                PTHREAD_MUTEX_RECURSIVE};
    for (int i = 0; i < MUTEXES; i++) {
        pthread_mutexattr_t attributes;
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_settype(&attributes, kinds[program.mutex_kind[i]]);
        pthread_mutex_init(&mutex[i], &attributes);
    }
    for (int i = 0; i < SEMAPHORES; i++)
        sem_init(&semaphore[i], 0, program.semaphore[i]);
    initialise_rare();
}

QUIET int main(void)
{
    initialise();
    for (int i = 1; i < program.threads; i++)
        if (!program.spawned[i])
            spawn(i);
    run_code(0);
    for (int i = 1; i < program.threads; i++)
        if (!program.spawned[i])
            pthread_join(thread[i], NULL);
    return 0;
}
