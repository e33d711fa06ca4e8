/* heap.c - see heap.h. */
#include "heap.h"
#include "engine.h"
#include "policy.h"
#include "shadow.h"
#include "trace.h"
#include "world.h"

#include <string.h>

#define BLOCKS_MAX (1 << 20)
#define SLICES 16
#define SLICE_SIZE (HEAP_SIZE / 32)
#define COMMON_START (ARENA_BASE + SLICES * SLICE_SIZE + GAP)
#define COMMON_STOP (ARENA_BASE + HEAP_SIZE)
#define SMALL_MAX (64 * 1024)
#define GAP 16 /* between blocks, and before the first one */

struct block *blocks;
int block_count;
size_t heap_live_blocks, heap_live_bytes;
uint8_t *heap_bytes_valid;

/* Of each 16 bytes: the block that begins there, if it is one of this
 * execution (block_at()); so it need not be emptied between executions. */
static uint32_t *block_index;
static uintptr_t next[SLICES];
static uintptr_t next_common;

static uintptr_t slice_start(int slice)
{
    return ARENA_BASE + (uintptr_t)slice * SLICE_SIZE + GAP;
}

void heap_allocate(void)
{
    blocks = world_map(BLOCKS_MAX * sizeof *blocks);
    heap_bytes_valid = world_map(HEAP_SIZE / 8);
    block_index = world_map(HEAP_SIZE / 16 * sizeof *block_index);
    for (int i = 0; i < SLICES; i++)
        next[i] = slice_start(i);
    next_common = COMMON_START;
}

static void forget(uintptr_t start, uintptr_t stop)
{
    memset(heap_bytes_valid + ((start - ARENA_BASE) >> 3), 0,
           (stop - start) >> 3);
}

void heap_reset(void)
{
    if (!block_count)
        return;
    for (int i = 0; i < SLICES; i++) {
        forget(slice_start(i), next[i]);
        next[i] = slice_start(i);
    }
    forget(COMMON_START, next_common);
    next_common = COMMON_START;
    block_count = 0;
    heap_live_blocks = heap_live_bytes = 0;
}

static size_t rounded(size_t size, size_t to)
{
    return (size + to - 1) / to * to;
}

/* Room in the thread's own slice, or, for what is large, in the common part.
 * 0 if there is none. */
static uintptr_t room(size_t size, size_t alignment)
{
    int slice = engine.current->id % SLICES;
    size_t whole = rounded(size, 16) + GAP;
    uintptr_t *from = &next[slice], stop = slice_start(slice + 1) - GAP;
    if (whole > SMALL_MAX || rounded(*from, alignment) + whole > stop) {
        from = &next_common;
        stop = COMMON_STOP;
    }
    uintptr_t at = rounded(*from, alignment);
    if (at + whole > stop)
        return 0;
    *from = at + whole;
    return at;
}

static void make_valid(uintptr_t address, size_t size)
{
    uint8_t *valid = heap_bytes_valid + ((address - ARENA_BASE) >> 3);
    memset(valid, 8, size / 8);
    if (size % 8)
        valid[size / 8] = (uint8_t)(size % 8);
}

static uintptr_t granule_of(uintptr_t address)
{
    return (address - ARENA_BASE) >> 4;
}

static struct block *block_at(uintptr_t granule)
{
    uint32_t i = block_index[granule];
    return i < (uint32_t)block_count && granule_of(blocks[i].address) == granule
               ? &blocks[i]
               : NULL;
}

void *heap_make(size_t size, size_t alignment, bool zeroed, const void *pc)
{
    if (size > HEAP_SIZE || block_count >= BLOCKS_MAX)
        return NULL;
    if (engine.heap_limit >= 0 && engine.heap_limit-- == 0) {
        engine.heap_limit = 0;
        return NULL;
    }
    uintptr_t address = room(size, alignment < 16 ? 16 : alignment);
    if (!address)
        return NULL;
    block_index[granule_of(address)] = (uint32_t)block_count;
    struct block *block = &blocks[block_count++];
    *block = (struct block){.address = address,
                            .size = size,
                            .live = true,
                            .thread = (uint8_t)engine.current->id,
                            .made_pc = pc};
    make_valid(address, size);
    memset((void *)address, zeroed ? 0 : HEAP_PATTERN, size);
    heap_live_blocks++;
    heap_live_bytes += size;
    trace_block(TRACE_MAKE, address, size, pc);
    return (void *)address;
}

/* The last block that begins at this granule or before: only to tell of. */
struct block *heap_block(uintptr_t address)
{
    for (uintptr_t granule = granule_of(address);; granule--) {
        struct block *block = block_at(granule);
        if (block)
            return address < block->address + rounded(block->size, 16) + GAP
                       ? block
                       : NULL;
        if (granule == 0)
            return NULL;
    }
}

struct block *heap_block_at(uintptr_t address)
{
    if (!is_heap(address))
        return NULL;
    struct block *block = block_at(granule_of(address));
    return block && block->address == address ? block : NULL;
}

static void note_places(const struct block *block, const void *pc,
                        uintptr_t address, size_t size, bool write)
{
    struct failure *failure = &engine.failure;
    failure->access[0] = (struct access_note){
        .pc = block->live ? block->made_pc : block->gone_pc,
        .address = block->address,
        .thread = block->live ? block->thread : block->freed_by,
        .valid = true};
    failure->access[1] = (struct access_note){.pc = pc,
                                              .address = address,
                                              .size = (uint8_t)size,
                                              .thread = engine.current->id,
                                              .write = write,
                                              .valid = true};
}

/* What stands for the life of a block lies in the gap before it, where nothing
 * of the program's can be. */
static struct object *life_of(const struct block *block)
{
    return object_at(block->address - 1, OBJECT_MEMORY);
}

void heap_use_published_slowly(uintptr_t address)
{
    const struct block *block = heap_block(address);
    if (!block)
        return;
    engine.current->op.second = life_of(block);
    engine.current->op.second_access = ACCESS_READ;
}

/* Something raced with a free here: its order counts. */
static void free_in_turn(const struct block *block, const void *pc)
{
    op_publish(OP_FREE, life_of(block), ACCESS_WRITE, pc);
    engine.current->op.address = block->address;
    schedule();
}

void heap_free(void *memory, const void *pc)
{
    if (!memory)
        return;
    struct block *block = heap_block_at((uintptr_t)memory);
    if (!block)
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "free of an address that malloc never returned");
    if (visible_count && visible_contains(pc))
        free_in_turn(block, pc);
    if (!block->live) {
        note_places(block, pc, block->address, 0, true);
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "a block is freed for the second time");
    }
    policy_memory_goes(block->address, block->size, "memory is freed", pc);
    /* Freeing writes: who still reads or writes the block races with it. */
    shadow_access(block->address, block->size, true, false, pc);
    objects_forget(block->address, block->size);
    block->live = false;
    block->gone_pc = pc;
    trace_block(TRACE_FREE, block->address, block->size, pc);
    block->freed_by = (uint8_t)engine.current->id;
    memset(heap_bytes_valid + ((block->address - ARENA_BASE) >> 3), 0,
           (block->size + 7) / 8);
    heap_live_blocks--;
    heap_live_bytes -= block->size;
}

static bool is_valid(uintptr_t address, size_t size)
{
    for (uintptr_t at = address & ~(uintptr_t)7; at < address + size; at += 8) {
        size_t need = address + size - at;
        if (heap_bytes_valid[(at - ARENA_BASE) >> 3] < (need < 8 ? need : 8))
            return false;
    }
    return true;
}

void stack_check_slowly(uintptr_t address, bool write, const void *pc)
{
    int id = (int)((address - STACKS_BASE) / STACK_SIZE);
    struct thread *whose = &threads[id];
    whose->stack_shared = true;
    if (engine.live & SET_OF(id)) {
        policy_stacks_are_shared();
        return;
    }
    if (id < engine.thread_count)
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "a local variable of '%s' is %s after that thread has "
                       "ended",
                       whose->name, write ? "written" : "read");
    execution_fail(VERDICT_MEMORY_ERROR, pc, "memory is %s that is no variable",
                   write ? "written" : "read");
}

void heap_check_slowly(uintptr_t address, size_t size, bool write,
                       const void *pc)
{
    const char *verb = write ? "written" : "read";
    if (!size || (is_heap(address + size - 1) && is_valid(address, size)))
        return;
    const struct block *block = heap_block(address);
    if (!block)
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "memory is %s that malloc never returned", verb);
    note_places(block, pc, address, size, write);
    if (!block->live)
        execution_fail(VERDICT_MEMORY_ERROR, pc,
                       "use after free: memory is %s that was given back",
                       verb);
    execution_fail(VERDICT_MEMORY_ERROR, pc,
                   "overflow: memory is %s behind the end of a block of %zu "
                   "bytes",
                   verb, block->size);
}
