/* Watch lab 04 go wrong: `make run LAB=4`. Each of two readers stays inside
 * until the other one has come in too, so the room is never empty as long as
 * the lock lets them pass. A writer comes once, and waits. How many readers
 * get in before it? */
#include "rwlock.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 20000L
#define LOOKS 5000 /* for the next reader, before this one leaves anyhow */
#define PATIENCE_S 2

static struct rwlock *lock;
static atomic_long entries;

static atomic_long came_before, passed; /* entries */

/* Who stands where, for the watchdog. */
static _Atomic(const char *) doing[3];
static const char *const names[] = {"reader 1", "reader 2", "writer"};

/* The next reader is inside, or there will be none. */
static bool relieved(long entry)
{
    long last = atomic_load(&entries);
    return last > entry || last >= ROUNDS;
}

static void *read_often(void *argument)
{
    int self = *(int *)argument;
    while (atomic_load(&entries) < ROUNDS) {
        doing[self] = "waits to read";
        rwlock_acquire_read(lock);
        doing[self] = "reads";
        long entry = atomic_fetch_add(&entries, 1) + 1;
        for (int i = 0; i < LOOKS && !relieved(entry); i++)
            sched_yield();
        doing[self] = "leaves";
        rwlock_release_read(lock);
    }
    doing[self] = "is through";
    return NULL;
}

static void *write_once(void *argument)
{
    int self = *(int *)argument;
    doing[self] = "waits until readers are at work";
    while (atomic_load(&entries) < 100)
        sched_yield();
    doing[self] = "waits to write";
    came_before = atomic_load(&entries);
    rwlock_acquire_write(lock);
    passed = atomic_load(&entries) - came_before;
    rwlock_release_write(lock);
    doing[self] = "is through";
    return NULL;
}

/* Ends a demo that would hang, and says who is stuck. */
static void *watch(void *nothing)
{
    struct timespec patience = {.tv_sec = PATIENCE_S};
    nanosleep(&patience, NULL);
    printf("stuck after %d s:\n", PATIENCE_S);
    for (int i = 0; i < 3; i++)
        printf("  %s %s\n", names[i], doing[i] ? doing[i] : "has not begun");
    printf("  readers that got in since the writer came: %ld\n",
           atomic_load(&entries) - came_before);
    exit(EXIT_FAILURE);
    return nothing;
}

static void start(pthread_t *thread, void *(*body)(void *), void *argument)
{
    int error = pthread_create(thread, NULL, body, argument);
    if (error != 0) {
        fprintf(stderr, "cannot start a thread: %s\n", strerror(error));
        exit(2);
    }
}

int main(void)
{
    static int numbers[] = {0, 1, 2};
    void *(*const bodies[])(void *) = {read_often, read_often, write_once};
    pthread_t threads[3], watchdog;
    lock = rwlock_create();
    if (lock == NULL) {
        fprintf(stderr, "no memory for a lock\n");
        return 2;
    }
    start(&watchdog, watch, NULL);
    pthread_detach(watchdog);
    for (int i = 0; i < 3; i++)
        start(&threads[i], bodies[i], &numbers[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("readers that got in while the writer waited: %ld of %ld\n",
           atomic_load(&passed), atomic_load(&entries));
    rwlock_destroy(lock);
    return EXIT_SUCCESS;
}
