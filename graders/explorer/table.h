/* table.h - the set of states seen so far. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stdint.h>

/* Two independent halves: among a million states, two that differ share both
 * with a probability below 1e-26. */
struct state_hash {
    uint64_t half[2];
};

struct table_slot {
    struct state_hash hash;
    uint64_t note;
};

/* Zeroed is empty. */
struct table {
    struct table_slot *slots;
    long capacity, count;
};

/* Adds the state, unless it is there already. Never blocks. Returns: what the
 * caller notes with it, at first 0; valid until the next call. */
uint64_t *table_add(struct table *table, const struct state_hash *hash,
                    bool *added);

/* Empties it, but keeps its memory. Never blocks. */
void table_clear(struct table *table);

#endif
