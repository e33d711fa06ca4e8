/* accepted: as atomics.c, each operation with the least order that it needs */
/* To get in acquires, to leave releases; the count of those who still leave
 * does both, because each reader hands on what those before it have done. */
#include "rwlock.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

#define WRITER 1u /* a writer waits or is inside */
#define PHASE 2u  /* which gate readers wait at */
#define READER 4u /* one reader, inside or at the gate */

struct rwlock {
    atomic_uint state;
    atomic_int leaving; /* readers that the writer still waits for */
    sem_t gate[2];
    sem_t last_reader_left;
    pthread_mutex_t writer; /* held by the writer until it has left */
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = malloc(sizeof *lock);
    if (lock == NULL)
        return NULL;
    atomic_init(&lock->state, 0);
    atomic_init(&lock->leaving, 0);
    sem_init(&lock->gate[0], 0, 0);
    sem_init(&lock->gate[1], 0, 0);
    sem_init(&lock->last_reader_left, 0, 0);
    pthread_mutex_init(&lock->writer, NULL);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    sem_destroy(&lock->gate[0]);
    sem_destroy(&lock->gate[1]);
    sem_destroy(&lock->last_reader_left);
    pthread_mutex_destroy(&lock->writer);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    unsigned before =
        atomic_fetch_add_explicit(&lock->state, READER, memory_order_acquire);
    if (before & WRITER)
        sem_wait(&lock->gate[(before & PHASE) != 0]);
}

void rwlock_release_read(struct rwlock *lock)
{
    unsigned before =
        atomic_fetch_sub_explicit(&lock->state, READER, memory_order_release);
    if ((before & WRITER) &&
        atomic_fetch_sub_explicit(&lock->leaving, 1, memory_order_acq_rel) == 1)
        sem_post(&lock->last_reader_left);
}

/* Readers that left since the flag went up have made `leaving` negative. */
void rwlock_acquire_write(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->writer);
    int inside = (int)(atomic_fetch_or_explicit(&lock->state, WRITER,
                                                memory_order_acquire) /
                       READER);
    if (atomic_fetch_add_explicit(&lock->leaving, inside,
                                  memory_order_acq_rel) +
            inside !=
        0)
        sem_wait(&lock->last_reader_left);
}

void rwlock_release_write(struct rwlock *lock)
{
    unsigned before = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &lock->state, &before, (before & ~WRITER) ^ PHASE, memory_order_release,
        memory_order_relaxed))
        ;
    for (unsigned i = before / READER; i > 0; i--)
        sem_post(&lock->gate[(before & PHASE) != 0]);
    pthread_mutex_unlock(&lock->writer);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    unsigned before = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while (!(before & WRITER))
        if (atomic_compare_exchange_weak_explicit(
                &lock->state, &before, before + READER, memory_order_acquire,
                memory_order_relaxed))
            return true;
    return false;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (pthread_mutex_trylock(&lock->writer) != 0)
        return false;
    unsigned before = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while (before < READER)
        if (atomic_compare_exchange_weak_explicit(
                &lock->state, &before, before | WRITER, memory_order_acquire,
                memory_order_relaxed))
            return true;
    pthread_mutex_unlock(&lock->writer);
    return false;
}
