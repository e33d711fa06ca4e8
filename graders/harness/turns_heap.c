/* Stand-ins for the heap: counts what the attempt allocates, and forgets the
 * locks that stood in memory that it frees. There is a fixed amount for it,
 * counted here: what the system gives before it refuses depends on the tool
 * that the scenario runs under, and Valgrind does not survive the refusal. */
#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/helgrind.h>

#define JUNK 0xA5
#define BYTES_MAX ((size_t)64 << 20)

static size_t blocks;
static size_t bytes;

void turns_heap_start(void)
{
    VALGRIND_HG_DISABLE_CHECKING(&blocks, sizeof blocks);
    VALGRIND_HG_DISABLE_CHECKING(&bytes, sizeof bytes);
}

/* Whether there is room for so many bytes more. */
static bool has_room(size_t more)
{
    bool room = bytes <= BYTES_MAX && more <= BYTES_MAX - bytes;
    if (!room)
        errno = ENOMEM;
    return room;
}

static void *count(void *memory)
{
    if (memory) {
        blocks++;
        bytes += malloc_usable_size(memory);
    }
    return memory;
}

/* Fresh memory holds anything, so it holds something that shows: an attempt
 * that forgot to set a field must not live on zeros by luck. Memcheck knows
 * better and would be deceived by it. */
static void fill(void *memory, size_t from, size_t to)
{
    if (memory && from < to && !RUNNING_ON_VALGRIND)
        memset((char *)memory + from, JUNK, to - from);
}

void *turns_malloc(size_t size)
{
    turns_enter();
    void *memory = has_room(size) ? count(malloc(size)) : NULL;
    fill(memory, 0, size);
    turns_leave();
    return memory;
}

void *turns_calloc(size_t n, size_t size)
{
    turns_enter();
    bool sane = size == 0 || n <= BYTES_MAX / size;
    void *memory =
        has_room(sane ? n * size : SIZE_MAX) ? count(calloc(n, size)) : NULL;
    turns_leave();
    return memory;
}

void *turns_aligned_alloc(size_t alignment, size_t size)
{
    turns_enter();
    void *memory =
        has_room(size) ? count(aligned_alloc(alignment, size)) : NULL;
    fill(memory, 0, size);
    turns_leave();
    return memory;
}

char *turns_strdup(const char *text)
{
    turns_enter();
    char *copy = has_room(strlen(text) + 1) ? count(strdup(text)) : NULL;
    turns_leave();
    return copy;
}

char *turns_strndup(const char *text, size_t most)
{
    turns_enter();
    char *copy =
        has_room(strnlen(text, most) + 1) ? count(strndup(text, most)) : NULL;
    turns_leave();
    return copy;
}

void turns_free(void *memory)
{
    if (!memory)
        return;
    turns_enter();
    size_t size = malloc_usable_size(memory);
    blocks--;
    bytes -= size;
    turns_forget_range(memory, size);
    free(memory);
    turns_leave();
}

void *turns_realloc(void *memory, size_t size)
{
    turns_enter();
    size_t old_size = memory ? malloc_usable_size(memory) : 0;
    bool room = size <= old_size || has_room(size - old_size);
    void *moved = room ? realloc(memory, size) : NULL;
    if (moved) {
        blocks -= memory != NULL;
        bytes -= old_size;
        count(moved);
        fill(moved, old_size, size);
    }
    turns_leave();
    return moved;
}

size_t heap_blocks(void)
{
    return blocks;
}

size_t heap_bytes(void)
{
    return bytes;
}
