/* table.c - open addressing, doubled when half full. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 256

static bool is_empty(const struct state_hash *hash)
{
    return !(hash->half[0] | hash->half[1]);
}

static struct state_hash *slot_of(const struct table *table,
                                  const struct state_hash *hash)
{
    uint64_t mask = (uint64_t)table->capacity - 1;
    for (uint64_t i = hash->half[0] & mask;; i = (i + 1) & mask) {
        struct state_hash *slot = &table->slots[i];
        if (is_empty(slot) ||
            (slot->half[0] == hash->half[0] && slot->half[1] == hash->half[1]))
            return slot;
    }
}

static void allocate(struct table *table)
{
    table->slots = calloc((size_t)table->capacity, sizeof *table->slots);
    if (!table->slots)
        abort();
    if (!table->depths)
        return;
    table->depths = calloc((size_t)table->capacity, sizeof *table->depths);
    if (!table->depths)
        abort();
}

static void grow(struct table *table)
{
    struct table old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : CAPACITY_FIRST;
    allocate(table);
    for (long i = 0; i < old.capacity; i++) {
        if (is_empty(&old.slots[i]))
            continue;
        struct state_hash *slot = slot_of(table, &old.slots[i]);
        *slot = old.slots[i];
        if (old.depths)
            table->depths[slot - table->slots] = old.depths[i];
    }
    free(old.slots);
    free(old.depths);
}

bool table_add_at(struct table *table, const struct state_hash *hash,
                  uint32_t depth)
{
    if (!table->depths)
        table->depths =
            calloc((size_t)table->capacity + 1, sizeof *table->depths);
    if (!table->depths)
        abort();
    bool added = table_add(table, hash);
    uint32_t *known = &table->depths[slot_of(table, hash) - table->slots];
    if (!added && *known <= depth)
        return false;
    *known = depth;
    return true;
}

bool table_add(struct table *table, const struct state_hash *hash)
{
    if (table->count * 2 >= table->capacity)
        grow(table);
    struct state_hash *slot = slot_of(table, hash);
    if (!is_empty(slot))
        return false;
    *slot = *hash;
    table->count++;
    return true;
}

void table_clear(struct table *table)
{
    if (table->count)
        memset(table->slots, 0, (size_t)table->capacity * sizeof *table->slots);
    table->count = 0;
}
