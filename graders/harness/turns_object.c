/* What the harness knows of the attempt's synchronization objects, by their
 * address: an open-addressing table of fixed size. */
#include "turns_internal.h"

#include <string.h>
#include <valgrind/helgrind.h>

#define OBJECTS_MAX 4096 /* a power of two */

static struct object objects[OBJECTS_MAX];
static int object_count;
static const char removed; /* its address marks a slot that was in use */

static size_t slot_of(const void *address)
{
    return ((uintptr_t)address >> 3) * UINT64_C(0x9E3779B97F4A7C15) >> 52;
}

static struct object *find(const void *address)
{
    for (size_t i = 0, slot = slot_of(address); i < OBJECTS_MAX; i++, slot++) {
        struct object *o = &objects[slot & (OBJECTS_MAX - 1)];
        if (o->address == address)
            return o;
        if (o->address == NULL)
            return NULL;
    }
    return NULL;
}

static struct object *add(const void *address, enum object_kind kind)
{
    if (object_count == 0) {
        VALGRIND_HG_DISABLE_CHECKING(objects, sizeof objects);
        VALGRIND_HG_DISABLE_CHECKING(&object_count, sizeof object_count);
    }
    for (size_t i = 0, slot = slot_of(address); i < OBJECTS_MAX; i++, slot++) {
        struct object *o = &objects[slot & (OBJECTS_MAX - 1)];
        if (o->address != NULL && o->address != &removed)
            continue;
        memset(o, 0, sizeof *o);
        o->address = address;
        o->kind = kind;
        o->clock = CLOCK_REALTIME;
        object_count++;
        return o;
    }
    turns_stop(VERDICT_LIMIT_REACHED, "more than %d locks and conditions",
               OBJECTS_MAX);
}

/* The object at this address; memory that now serves as another kind of
 * object starts afresh. */
struct object *turns_object(const void *address, enum object_kind kind)
{
    struct object *object = find(address);
    if (object && object->kind != kind) {
        turns_forget_object(address);
        object = NULL;
    }
    return object ? object : add(address, kind);
}

void turns_forget_object(const void *address)
{
    struct object *object = find(address);
    if (object)
        object->address = &removed;
}

/* Memory was freed: what stood in it is no object any more. */
void turns_forget_range(const void *memory, size_t bytes)
{
    const char *begin = memory;
    if (object_count == 0)
        return;
    for (size_t i = 0; i < OBJECTS_MAX; i++) {
        const char *address = objects[i].address;
        if (address >= begin && address < begin + bytes)
            objects[i].address = &removed;
    }
}
