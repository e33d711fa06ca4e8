/* lockset.c - see lockset.h. */
#include "lockset.h"
#include "world.h"

#include <stdlib.h>

#define PLACES (1 << 16)
#define LOCKS_MAX 64

/* What is known of 8 bytes, over all executions. */
struct place {
    uintptr_t address;
    long stamp; /* of the watch that it belongs to; another one: unused */
    thread_set threads;
    uint64_t locks; /* held at every plain access; of writes, for writing */
    bool written, atomic, plain;
};

bool lockset_proves, lockset_watches;

static struct place *places;
static long place_count, stamp;
static uintptr_t lock_addresses[LOCKS_MAX];
static int lock_count;

void lockset_start(bool watch)
{
    lockset_watches = watch;
    if (!places)
        places = world_map(PLACES * sizeof *places);
    stamp++;
    place_count = 0;
    lock_count = 0;
}

void lockset_stop(void)
{
    lockset_watches = false;
}

bool lockset_is_watching(void)
{
    return lockset_watches;
}

static void give_up(void)
{
    engine.lockset_failed = true;
    lockset_watches = false;
    if (!lockset_proves)
        return;
    engine.restart = true;
    execution_end(END_CUT);
}

static uint64_t bit_of(const struct object *lock)
{
    for (int i = 0; i < lock_count; i++)
        if (lock_addresses[i] == lock->address)
            return UINT64_C(1) << i;
    if (lock_count >= LOCKS_MAX)
        return 0;
    lock_addresses[lock_count] = lock->address;
    return UINT64_C(1) << lock_count++;
}

/* A lock held for reading only protects no write. */
static uint64_t held_by(const struct thread *thread, bool write)
{
    uint64_t locks = 0;
    for (int i = 0; i < thread->held_count; i++)
        if (!write || thread->held[i]->owner == thread)
            locks |= bit_of(thread->held[i]);
    return locks;
}

static bool is_alone(void)
{
    return !set_has_two(engine.live) &&
           engine.thread_count - engine.joined_count == 1;
}

static bool is_used(const struct place *place)
{
    return place->stamp == stamp;
}

static struct place *place_at(uintptr_t address)
{
    uint64_t i = (address >> 3) * 0x9e3779b97f4a7c15u >> 48;
    while (is_used(&places[i]) && places[i].address != address)
        i = (i + 1) % PLACES;
    if (!is_used(&places[i])) {
        if (++place_count > PLACES / 2)
            give_up();
        places[i] = (struct place){
            .address = address, .stamp = stamp, .locks = UINT64_MAX};
    }
    return &places[i];
}

void lockset_access(uintptr_t address, bool write, bool atomic)
{
    const struct thread *self = engine.current;
    if (is_alone())
        return;
    struct place *place = place_at(address);
    place->threads |= SET_OF(self->id);
    place->written |= write;
    if (atomic) {
        place->atomic = true;
    } else {
        place->plain = true;
        place->locks &= held_by(self, write);
    }
    if (!place->written || !place->plain || !set_has_two(place->threads))
        return;
    if (place->atomic || !place->locks)
        give_up();
}
