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

/* Zeroed is empty. */
struct table {
    struct state_hash *slots;
    uint32_t *depths; /* only where table_add_at() is used; else NULL */
    long capacity, count;
};

/* Adds the state, reached at this depth. Never blocks. Returns: false if it
 * was there already, at this depth or a smaller one. */
bool table_add_at(struct table *table, const struct state_hash *hash,
                  uint32_t depth);

/* Adds the state. Never blocks. Returns: false if it was there already. */
bool table_add(struct table *table, const struct state_hash *hash);

/* Empties it, but keeps its memory. Never blocks. */
void table_clear(struct table *table);

#endif
