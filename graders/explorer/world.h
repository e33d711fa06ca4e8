/* world.h - the memory of the program that is explored: its globals, its heap,
 * its stacks. All at fixed places, and put back between executions at a cost
 * that grows with what was touched, not with what exists.
 */
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARENA_BASE UINT64_C(0x100000000)
#define HEAP_SIZE UINT64_C(0x10000000) /* 256 MiB of addresses */
#define STACK_SIZE UINT64_C(0x800000)  /* 8 MiB a thread, guard included */
#define STACKS_BASE (ARENA_BASE + HEAP_SIZE)
#define STACKS_SIZE (STACK_SIZE * 128)
#define ARENA_SIZE (HEAP_SIZE + STACKS_SIZE)
#define GUARD_SIZE 4096
#define LINE_SHIFT 6
#define GLOBAL_REGIONS 2

/* Initialised data, and zeroed data. */
struct region {
    char *start;
    size_t size;
    char *initial;   /* a copy of what it held at the beginning */
    uint8_t *dirty;  /* a flag a line of 64 bytes */
    uint32_t *cells; /* shadow.c: a cell every 8 bytes */
};
extern struct region regions[GLOBAL_REGIONS];

extern uint32_t *arena_cells; /* shadow.c: the same for heap and stacks */

/* The lines of globals that were written in this execution. */
struct dirty_line {
    char *start;
    const char *initial;
    uint8_t *dirty; /* its flag */
    uint32_t size;
};
extern struct dirty_line *dirty_lines;
extern long dirty_count;

/* Maps everything and takes the copy. Before any execution. */
void world_allocate(void);

/* The lowest page of this thread's stack may not be touched from now on. */
void world_guard_stack(int thread);

/* Puts the globals back. Between executions. */
void world_restore(void);

static inline bool is_heap(uintptr_t address)
{
    return address - ARENA_BASE < HEAP_SIZE;
}

static inline bool is_stack(uintptr_t address)
{
    return address - STACKS_BASE < STACKS_SIZE;
}

/* Memory is about to be written. Never blocks. */
void world_touch_slowly(uintptr_t address, size_t size);

/* The line of globals that was touched last. */
extern uintptr_t touched_line;

static inline void world_touch(uintptr_t address, size_t size)
{
    if ((address ^ touched_line) >> LINE_SHIFT == 0 &&
        (address + size - 1) >> LINE_SHIFT == address >> LINE_SHIFT)
        return;
    if (!is_heap(address))
        world_touch_slowly(address, size);
}

/* The shadow cell of this address, or NULL for memory that is not the
 * program's. Never blocks. */
static inline uint32_t *world_cell(uintptr_t address)
{
    if (address - ARENA_BASE < ARENA_SIZE)
        return arena_cells + ((address - ARENA_BASE) >> 3);
    for (int i = 0; i < GLOBAL_REGIONS; i++) {
        uintptr_t offset = address - (uintptr_t)regions[i].start;
        if (offset < regions[i].size)
            return regions[i].cells + (offset >> 3);
    }
    return NULL;
}

/* Memory from the system, zeroed, reserved only where it is touched. Ends the
 * program with a message if there is none. */
void *world_map(size_t size);

#endif
