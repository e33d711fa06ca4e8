/* world.c - see world.h. */
#define _GNU_SOURCE
#include "world.h"
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

/* The program's .data and .bss are renamed (objcopy), and the linker gives us
 * where they begin and end. A program may have neither. */
extern char __start_explored_data[] __attribute__((weak));
extern char __stop_explored_data[] __attribute__((weak));
extern char __start_explored_bss[] __attribute__((weak));
extern char __stop_explored_bss[] __attribute__((weak));

#define LINE (1 << LINE_SHIFT)

struct region regions[GLOBAL_REGIONS];
uint32_t *arena_cells;
struct dirty_line *dirty_lines;
long dirty_count;
uintptr_t touched_line;

static bool restore_all; /* somebody writes behind our back */
static long restored;

void *world_map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        fprintf(stderr, "explorer: no memory for %zu bytes\n", size);
        exit(EXIT_NOT_DECIDED);
    }
    return memory;
}

static void map_arena(void)
{
    void *at = (void *)(uintptr_t)ARENA_BASE;
    void *arena =
        mmap(at, ARENA_SIZE, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
             -1, 0);
    if (arena != at) {
        fprintf(stderr, "explorer: the address %p is taken\n", at);
        exit(EXIT_NOT_DECIDED);
    }
    arena_cells = world_map(ARENA_SIZE / 8 * sizeof *arena_cells);
}

void world_guard_stack(int thread)
{
    uintptr_t at = STACKS_BASE + (uintptr_t)thread * STACK_SIZE;
    mprotect((void *)at, GUARD_SIZE, PROT_NONE);
}

static size_t lines_of(const struct region *region)
{
    return (region->size >> LINE_SHIFT) + 2;
}

static void add_region(struct region *region, char *start, const char *stop)
{
    if (!start || start == stop)
        return;
    /* Lines begin at multiples of 64, so that two of them never overlap. */
    region->start = start;
    region->size = (size_t)(stop - start);
    region->initial = world_map(region->size);
    memcpy(region->initial, start, region->size);
    region->dirty = world_map(lines_of(region));
    region->cells = world_map((region->size / 8 + 2) * sizeof(uint32_t));
}

void world_allocate(void)
{
    size_t lines = 0;
    map_arena();
    add_region(&regions[0], __start_explored_data, __stop_explored_data);
    add_region(&regions[1], __start_explored_bss, __stop_explored_bss);
    for (int i = 0; i < GLOBAL_REGIONS; i++)
        lines += lines_of(&regions[i]);
    dirty_lines = world_map(lines * sizeof *dirty_lines);
}

static void note_dirty(struct region *region, size_t line)
{
    size_t offset = line << LINE_SHIFT, rest = region->size - offset;
    if (region->dirty[line])
        return;
    region->dirty[line] = 1;
    dirty_lines[dirty_count++] =
        (struct dirty_line){.start = region->start + offset,
                            .initial = region->initial + offset,
                            .dirty = &region->dirty[line],
                            .size = (uint32_t)(rest < LINE ? rest : LINE)};
}

void world_touch_slowly(uintptr_t address, size_t size)
{
    if (is_stack(address)) {
        threads[(address - STACKS_BASE) / STACK_SIZE].hash_is_known = false;
        return;
    }
    for (int i = 0; i < GLOBAL_REGIONS; i++) {
        struct region *region = &regions[i];
        uintptr_t offset = address - (uintptr_t)region->start;
        if (offset >= region->size)
            continue;
        size_t last = offset + (size ? size - 1 : 0);
        if (last >= region->size)
            last = region->size - 1;
        for (size_t line = offset >> LINE_SHIFT; line <= last >> LINE_SHIFT;
             line++)
            note_dirty(region, line);
        touched_line = address;
        return;
    }
}

static void restore_region(struct region *region)
{
    if (region->size)
        memcpy(region->start, region->initial, region->size);
}

/* What the compiler does not report (inline assembly, a library function that
 * we do not model) would survive; looked for after executions 1, 2, 4, ... and
 * met by putting everything back from then on. */
static bool is_as_before(void)
{
    bool same = true;
    for (int i = 0; i < GLOBAL_REGIONS; i++)
        if (regions[i].size)
            same &= memcmp(regions[i].start, regions[i].initial,
                           regions[i].size) == 0;
    return same;
}

void world_restore(void)
{
    for (long i = 0; i < dirty_count; i++) {
        const struct dirty_line *line = &dirty_lines[i];
        *line->dirty = 0;
        if (line->size == LINE)
            memcpy(line->start, line->initial, LINE); /* no call */
        else
            memcpy(line->start, line->initial, line->size);
    }
    dirty_count = 0;
    touched_line = 0;
    restored++;
    if (!restore_all && (restored & (restored - 1)) == 0)
        restore_all = !is_as_before();
    if (restore_all)
        for (int i = 0; i < GLOBAL_REGIONS; i++)
            restore_region(&regions[i]);
}
