/* objects.c - from the address of a lock, an atomic and so on to what the
 * explorer knows of it. */
#include "clocks.h"
#include "engine.h"
#include "explore_internal.h"
#include "policy.h"
#include "shadow.h"
#include "world.h"

#include <string.h>
#include <sys/mman.h>

#define OBJECTS_MAX (1 << 14)
#define SLOTS_FIRST (1 << 8)

struct object *objects_live;
struct object *object_clock;
bool objects_in_arena;

static struct object *pool;
static int used;

/* A slot belongs to this execution if its stamp is the execution's number. */
struct slot {
    uintptr_t address;
    uint32_t stamp;
    uint32_t index;
};
static struct slot *slots;
static size_t slot_count; /* a power of two, at least twice the objects */
static uint32_t stamp;

void objects_allocate(void)
{
    pool = world_map(OBJECTS_MAX * sizeof *pool);
    slot_count = SLOTS_FIRST;
    slots = world_map(slot_count * sizeof *slots);
}

void objects_reset(void)
{
    stamp++;
    used = 0;
    objects_live = NULL;
    objects_in_arena = false;
    object_clock = object_at(8, OBJECT_CLOCK);
}

static inline struct slot *slot_of(uintptr_t address)
{
    uint64_t i = ((address * 0x9e3779b97f4a7c15u) >> 32) & (slot_count - 1);
    while (slots[i].stamp == stamp && slots[i].address != address)
        i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static void fill(struct slot *slot, uintptr_t address, int index)
{
    *slot = (struct slot){
        .address = address, .stamp = stamp, .index = (uint32_t)index};
}

/* Small at first, so that programs with few objects touch few pages. */
static void grow(void)
{
    munmap(slots, slot_count * sizeof *slots);
    slot_count *= 4;
    slots = world_map(slot_count * sizeof *slots);
    for (int i = 0; i < used; i++)
        fill(slot_of(pool[i].address), pool[i].address, i);
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
    if ((size_t)used * 2 >= slot_count) {
        grow();
        slot = slot_of(address);
    }
    struct object *object = &pool[used];
    fill(slot, address, used++);
    object->address = address;
    objects_in_arena |= address - ARENA_BASE < ARENA_SIZE;
    clear(object, type);
    object->last_write = object->last_release = -1;
    object->readers = 0;
    clock_clear(object->released);
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

/* ---- memory ---- */

#define SHAPES (1 << 12)

/* Of 8 bytes: which parts of them were ever accessed in a step. */
static struct shape {
    uintptr_t cell;
    uint32_t parts; /* a bit for each offset and power of two */
} shapes[SHAPES];

static uint32_t bytes_of(int part)
{
    return ((1u << (1 << part / 8)) - 1) << part % 8;
}

/* Whether this part and another one that was accessed share bytes. */
static bool overlaps_others(uint32_t parts, int part)
{
    for (uint32_t rest = parts & ~(1u << part); rest; rest &= rest - 1)
        if (bytes_of(__builtin_ctz(rest)) & bytes_of(part))
            return true;
    return false;
}

/* Returns: false if it is not a part that stands for itself. */
static bool note_shape(uintptr_t address, size_t size)
{
    static int used_shapes;
    if (size > 8 || (size & (size - 1)) || (address & (size - 1)))
        return false;
    uintptr_t cell = address & ~(uintptr_t)7;
    uint64_t i = (cell >> 3) * 0x9e3779b97f4a7c15u >> 52;
    while (shapes[i].cell && shapes[i].cell != cell)
        i = (i + 1) % SHAPES;
    if (!shapes[i].cell && ++used_shapes > SHAPES / 2)
        return false;
    shapes[i].cell = cell;
    int part = __builtin_ctz((unsigned)size) * 8 + (int)(address & 7);
    shapes[i].parts |= 1u << part;
    return !overlaps_others(shapes[i].parts, part);
}

struct object *memory_object(uintptr_t address, size_t size)
{
    if (engine.memory_is_one)
        return object_at(16, OBJECT_MEMORY);
    struct object *object = object_at(address, OBJECT_MEMORY);
    if (object->limit == (int)size)
        return object;
    if (!note_shape(address, size))
        policy_memory_is_one();
    object->limit = (int)size;
    return object;
}

/* ---- life ---- */

void object_renew(struct object *object, enum object_type type)
{
    clear(object, type);
}

bool object_is_in_use(const struct object *object)
{
    switch (object->type) {
    case OBJECT_MUTEX:
    case OBJECT_SPIN:
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
void objects_forget(uintptr_t address, size_t size)
{
    if (!objects_in_arena)
        return;
    for (struct object *o = objects_live; o; o = o->next_live)
        if (o->address - address < size)
            clear(o, OBJECT_UNUSED);
}
