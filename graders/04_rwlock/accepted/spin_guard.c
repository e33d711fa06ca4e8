/* accepted: a queue guarded by an atomic flag, a semaphore a waiter */
/* The flag is held for a few lines only. Strict order of arrival; readers that
 * stand together go in together. */
#include "rwlock.h"

#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

struct place {
    struct place *behind;
    sem_t go;
    bool reads;
};

struct rwlock {
    atomic_flag guard;
    /* Under guard: */
    struct place *head, *tail;
    unsigned readers, writers;
};

static void guard_on(struct rwlock *lock)
{
    while (
        atomic_flag_test_and_set_explicit(&lock->guard, memory_order_acquire))
        sched_yield();
}

static void guard_off(struct rwlock *lock)
{
    atomic_flag_clear_explicit(&lock->guard, memory_order_release);
}

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = calloc(1, sizeof *lock);
    if (lock)
        atomic_flag_clear(&lock->guard);
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    free(lock);
}

static bool fits(const struct rwlock *lock, bool reads)
{
    return lock->writers == 0 && (reads || lock->readers == 0);
}

static void put_in(struct rwlock *lock, bool reads)
{
    if (reads)
        lock->readers++;
    else
        lock->writers++;
}

static void enter(struct rwlock *lock, bool reads)
{
    guard_on(lock);
    if (lock->head == NULL && fits(lock, reads)) {
        put_in(lock, reads);
        guard_off(lock);
        return;
    }
    struct place mine = {.reads = reads};
    sem_init(&mine.go, 0, 0);
    if (lock->head == NULL)
        lock->head = &mine;
    else
        lock->tail->behind = &mine;
    lock->tail = &mine;
    guard_off(lock);
    sem_wait(&mine.go);
    guard_on(lock); /* until whoever posted is through with it */
    guard_off(lock);
    sem_destroy(&mine.go);
}

static bool enter_now(struct rwlock *lock, bool reads)
{
    guard_on(lock);
    bool in = lock->head == NULL && fits(lock, reads);
    if (in)
        put_in(lock, reads);
    guard_off(lock);
    return in;
}

static void go_out(struct rwlock *lock, unsigned *inside)
{
    guard_on(lock);
    --*inside;
    struct place *next;
    while ((next = lock->head) != NULL && fits(lock, next->reads)) {
        lock->head = next->behind;
        put_in(lock, next->reads);
        sem_post(&next->go);
    }
    guard_off(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    enter(lock, true);
}

void rwlock_release_read(struct rwlock *lock)
{
    go_out(lock, &lock->readers);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    enter(lock, false);
}

void rwlock_release_write(struct rwlock *lock)
{
    go_out(lock, &lock->writers);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    return enter_now(lock, true);
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    return enter_now(lock, false);
}
