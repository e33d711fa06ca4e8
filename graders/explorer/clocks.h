/* clocks.h - vector clocks, an entry a thread: of what a thread knows (the race
 * detector), of what happens before (reduction).
 *
 * They have engine.clock_width entries, a multiple of eight, lie at multiples
 * of 16 bytes, and their entries are far from the sign. Eight at a time: most
 * programs need no more, and the path of a step is full of these.
 */
#ifndef CLOCKS_H
#define CLOCKS_H

#include "engine.h"

typedef int32_t clock_entries
    __attribute__((vector_size(16), may_alias, aligned(16)));

#define CLOCK_VECTORS 2 /* an eight */

static inline int clock_vectors(void)
{
    return (int)((unsigned)engine.clock_width / 4);
}

/* Each entry is the greater one of both. */
static inline void clock_join(uint32_t *into, const uint32_t *from)
{
    clock_entries *to = (clock_entries *)into;
    const clock_entries *other = (const clock_entries *)from;
    for (int i = 0; i < clock_vectors(); i += CLOCK_VECTORS) {
        for (int k = i; k < i + CLOCK_VECTORS; k++) {
            clock_entries less = to[k] < other[k];
            to[k] = (to[k] & ~less) | (other[k] & less);
        }
    }
}

/* How many entries are greater than this. */
static inline int clock_count_above(const uint32_t *clock, int32_t limit)
{
    const clock_entries *from = (const clock_entries *)clock;
    clock_entries above = {0}; /* less one for each */
    for (int i = 0; i < clock_vectors(); i += CLOCK_VECTORS)
        for (int k = i; k < i + CLOCK_VECTORS; k++)
            above += from[k] > limit;
    return -(above[0] + above[1] + above[2] + above[3]);
}

static inline void clock_copy(uint32_t *into, const uint32_t *from)
{
    clock_entries *to = (clock_entries *)into;
    const clock_entries *other = (const clock_entries *)from;
    for (int i = 0; i < clock_vectors(); i += CLOCK_VECTORS)
        for (int k = i; k < i + CLOCK_VECTORS; k++)
            to[k] = other[k];
}

static inline void clock_clear(uint32_t *clock)
{
    clock_entries *to = (clock_entries *)clock;
    for (int i = 0; i < clock_vectors(); i += CLOCK_VECTORS)
        for (int k = i; k < i + CLOCK_VECTORS; k++)
            to[k] = (clock_entries){0};
}

#endif
