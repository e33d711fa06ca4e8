/* table.c - open addressing, doubled when half full. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 256

static bool is_empty(const struct state_hash *hash)
{
    return !(hash->half[0] | hash->half[1]);
}

static bool is_equal(const struct state_hash *a, const struct state_hash *b)
{
    return a->half[0] == b->half[0] && a->half[1] == b->half[1];
}

static struct table_slot *slot_of(const struct table *table,
                                  const struct state_hash *hash)
{
    uint64_t mask = (uint64_t)table->capacity - 1;
    for (uint64_t i = hash->half[0] & mask;; i = (i + 1) & mask) {
        struct table_slot *slot = &table->slots[i];
        if (is_empty(&slot->hash) || is_equal(&slot->hash, hash))
            return slot;
    }
}

static void grow(struct table *table)
{
    struct table old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : CAPACITY_FIRST;
    table->slots = calloc((size_t)table->capacity, sizeof *table->slots);
    if (!table->slots)
        abort();
    for (long i = 0; i < old.capacity; i++)
        if (!is_empty(&old.slots[i].hash))
            *slot_of(table, &old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

uint64_t *table_add(struct table *table, const struct state_hash *hash,
                    bool *added)
{
    if (table->count * 2 >= table->capacity)
        grow(table);
    struct table_slot *slot = slot_of(table, hash);
    *added = is_empty(&slot->hash);
    if (*added) {
        slot->hash = *hash;
        table->count++;
    }
    return &slot->note;
}

void table_clear(struct table *table)
{
    if (table->count)
        memset(table->slots, 0, (size_t)table->capacity * sizeof *table->slots);
    table->count = 0;
}
