/* Lab 04: many readers or one writer. Edit this file; the contract is in
 * rwlock.h, the story in README.md. */
#include "rwlock.h"

#include <pthread.h>
#include <stdlib.h>

/* The room is taken by one writer, or by all the readers together. */
/* TODO(1): the first reader takes it, the last one gives it back. Is that the
 * same thread, and whose mutex is it? */
struct room {
    pthread_mutex_t taken;
};

static void room_init(struct room *room)
{
    pthread_mutex_init(&room->taken, NULL);
}

static void room_destroy(struct room *room)
{
    pthread_mutex_destroy(&room->taken);
}

static void room_take(struct room *room)
{
    pthread_mutex_lock(&room->taken);
}

static bool room_try(struct room *room)
{
    return pthread_mutex_trylock(&room->taken) == 0;
}

static void room_give_back(struct room *room)
{
    pthread_mutex_unlock(&room->taken);
}

struct rwlock {
    struct room room;
    /* TODO(2), TODO(3): what else has to be known about those who wait? */
    pthread_mutex_t lock;
    /* Under lock: */
    int readers;
};

struct rwlock *rwlock_create(void)
{
    struct rwlock *lock = malloc(sizeof *lock);
    if (lock == NULL)
        return NULL;
    room_init(&lock->room);
    pthread_mutex_init(&lock->lock, NULL);
    lock->readers = 0;
    /* TODO(2), TODO(3): what else begins here, and ends below? */
    return lock;
}

void rwlock_destroy(struct rwlock *lock)
{
    pthread_mutex_destroy(&lock->lock);
    room_destroy(&lock->room);
    free(lock);
}

void rwlock_acquire_read(struct rwlock *lock)
{
    /* TODO(2): readers are inside, and a writer waits. What keeps this
     * reader from walking past it, and the next one, and the next? */
    pthread_mutex_lock(&lock->lock);
    if (++lock->readers == 1)
        room_take(&lock->room);
    pthread_mutex_unlock(&lock->lock);
}

void rwlock_release_read(struct rwlock *lock)
{
    pthread_mutex_lock(&lock->lock);
    if (--lock->readers == 0)
        room_give_back(&lock->room);
    pthread_mutex_unlock(&lock->lock);
}

void rwlock_acquire_write(struct rwlock *lock)
{
    /* TODO(2): how do readers learn that this writer waits? */
    room_take(&lock->room);
}

void rwlock_release_write(struct rwlock *lock)
{
    /* TODO(3): a reader waits, and so may writers that came later, or one
     * that comes just now. Who decides which of them is next? */
    room_give_back(&lock->room);
}

bool rwlock_try_acquire_read(struct rwlock *lock)
{
    /* A reader may sleep on the room and hold the lock meanwhile. */
    if (pthread_mutex_trylock(&lock->lock) != 0)
        return false;
    bool in = lock->readers > 0 || room_try(&lock->room);
    if (in)
        lock->readers++;
    pthread_mutex_unlock(&lock->lock);
    return in;
}

bool rwlock_try_acquire_write(struct rwlock *lock)
{
    if (pthread_mutex_trylock(&lock->lock) != 0)
        return false;
    bool no_readers = lock->readers == 0;
    pthread_mutex_unlock(&lock->lock);
    /* TODO(4): nobody reads. Is that the same as: nobody is inside? */
    if (no_readers)
        room_take(&lock->room);
    return no_readers;
}
