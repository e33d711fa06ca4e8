/* heap.h - malloc and free of the program that is explored.
 *
 * Addresses depend on the thread and on how much it allocated before, not on
 * the order of the threads, so that the same state has the same bytes. Blocks
 * are never given out twice in an execution, and there is a gap behind each:
 * any use after free, and any overflow by a byte up to the gap, is seen.
 */
#ifndef HEAP_H
#define HEAP_H

#include "engine.h"
#include "shadow.h"
#include "world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HEAP_PATTERN 0xbe /* each byte of a new block */

struct block {
    uintptr_t address;
    size_t size;
    bool live;
    uint8_t thread; /* who allocated it */
    uint8_t freed_by;
    const void *made_pc, *gone_pc;
};

extern struct block *blocks;
extern int block_count;
extern size_t heap_live_blocks, heap_live_bytes;

void heap_allocate(void);
void heap_reset(void);

/* As malloc, calloc, free; contents are a pattern, not what was there. */
void *heap_make(size_t size, size_t alignment, bool zeroed, const void *pc);
void heap_free(void *memory, const void *pc);
/* The block that this address lies in or just behind, or NULL. */
struct block *heap_block(uintptr_t address);
/* The block that begins at this address, or NULL. Never blocks. */
struct block *heap_block_at(uintptr_t address);

void heap_use_published_slowly(uintptr_t address);

/* A step that is going to touch the heap at this address: notes in what it has
 * published that it cannot be swapped with the free of that block, which is a
 * step, too, where something races with it (options.races). Never blocks. */
static inline void heap_use_published(uintptr_t address)
{
    if (__builtin_expect(visible_count != 0, 0) && is_heap(address))
        heap_use_published_slowly(address);
}

/* The program is about to touch these bytes: ends the execution with
 * memory_error unless all of them are its own. */
void heap_check_slowly(uintptr_t address, size_t size, bool write,
                       const void *pc);
extern uint8_t *heap_bytes_valid; /* 0..8 a granule of 8 bytes */

/* Another thread's stack is touched: memory_error if that one has ended. */
void stack_check_slowly(uintptr_t address, bool write, const void *pc);

static inline void heap_check(uintptr_t address, size_t size, bool write,
                              const void *pc)
{
    uintptr_t first = address - ARENA_BASE;
    if (first >= HEAP_SIZE) {
        if (first < ARENA_SIZE && (address - STACKS_BASE) / STACK_SIZE !=
                                      (uintptr_t)engine.current->id)
            stack_check_slowly(address, write, pc);
        return;
    }
    if ((address & 7) + size > heap_bytes_valid[first >> 3])
        heap_check_slowly(address, size, write, pc);
}

#endif
