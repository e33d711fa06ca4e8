/* objects.c - from the address of a lock, an atomic and so on to what the
 * explorer knows of it. */
#include "engine.h"
#include "explore_internal.h"
#include "shadow.h"
#include "world.h"

#include <string.h>

#define OBJECTS_MAX (1 << 14)
#define SLOTS (1 << 16)

struct object *objects_live;
struct object *object_clock;

static struct object *pool;
static int used;

/* A slot belongs to this execution if its stamp is the execution's number. */
struct slot {
    uint32_t stamp;
    uint32_t index;
};
static struct slot *slots;
static uint32_t stamp;

void objects_allocate(void)
{
    pool = world_map(OBJECTS_MAX * sizeof *pool);
    slots = world_map(SLOTS * sizeof *slots);
}

void objects_reset(void)
{
    stamp++;
    used = 0;
    objects_live = NULL;
    object_clock = object_at(8, OBJECT_CLOCK);
}

static struct slot *slot_of(uintptr_t address)
{
    uint64_t i = (address * 0x9e3779b97f4a7c15u) >> 48;
    while (slots[i].stamp == stamp && pool[slots[i].index].address != address)
        i = (i + 1) % SLOTS;
    return &slots[i];
}

struct object *object_find(uintptr_t address)
{
    const struct slot *slot = slot_of(address);
    return slot->stamp == stamp ? &pool[slot->index] : NULL;
}

/* Field by field: most of an object is arrays that only readers need. */
static void clear(struct object *object, enum object_type type)
{
    object->type = (uint8_t)type;
    object->kind = object->flags = 0;
    object->count = object->limit = object->clock_id = 0;
    object->lost_signals = object->token_count = 0;
    object->owner = NULL;
    object->owner_pc = object->made_pc = object->gone_pc = NULL;
    object->waiters = 0;
    memset(object->order, 0, sizeof object->order);
}

static struct object *make(struct slot *slot, uintptr_t address,
                           enum object_type type)
{
    if (used >= OBJECTS_MAX)
        execution_fail(VERDICT_LIMIT_REACHED, NULL,
                       "more than %d locks, conditions and atomics are in use",
                       OBJECTS_MAX);
    struct object *object = &pool[used];
    slot->stamp = stamp;
    slot->index = (uint32_t)used++;
    object->address = address;
    clear(object, type);
    object->last_write = object->last_release = -1;
    object->readers = 0;
    memset(object->released, 0,
           (size_t)engine.clock_width * sizeof *object->released);
    object->next_live = objects_live;
    objects_live = object;
    return object;
}

struct object *object_at(uintptr_t address, enum object_type type)
{
    struct slot *slot = slot_of(address);
    if (slot->stamp != stamp)
        return make(slot, address, type);
    struct object *object = &pool[slot->index];
    if (object->type == OBJECT_UNUSED)
        clear(object, type);
    return object;
}

static bool is_in_use(const struct object *object)
{
    switch (object->type) {
    case OBJECT_MUTEX:
    case OBJECT_RWLOCK:
        return object->owner || object->waiters;
    case OBJECT_COND:
    case OBJECT_BARRIER:
        return object->waiters != 0;
    default:
        return false;
    }
}

/* What reduction and race detection know of the address stays: whoever uses
 * the memory next comes after. */
struct object *objects_forget(uintptr_t address, size_t size)
{
    struct object *in_use = NULL;
    for (struct object *o = objects_live; o; o = o->next_live) {
        if (o->address - address >= size)
            continue;
        if (is_in_use(o))
            in_use = o;
        clear(o, OBJECT_UNUSED);
    }
    return in_use;
}
