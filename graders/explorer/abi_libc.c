/* abi_libc.c - the heap and the ends of a program. */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- heap ---- */

static void *make(size_t size, size_t alignment, bool zeroed, const void *pc)
{
    void *memory = heap_make(size, alignment, zeroed, pc);
    if (!memory)
        engine.current->saved_errno = ENOMEM;
    return memory;
}

void *model_malloc(size_t size)
{
    return make(size, 16, false, CALLER);
}

void *model_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return make(SIZE_MAX, 16, false, CALLER);
    return make(count * size, 16, true, CALLER);
}

void model_free(void *memory)
{
    heap_free(memory, CALLER);
}

static void *resize(void *memory, size_t size, const void *pc)
{
    if (!memory)
        return make(size, 16, false, pc);
    if (!size) { /* as the GNU C library does */
        heap_free(memory, pc);
        return NULL;
    }
    const struct block *old = heap_block_at((uintptr_t)memory);
    void *fresh = make(size, 16, false, pc);
    if (!fresh)
        return NULL;
    if (old && old->live) {
        size_t keep = old->size < size ? old->size : size;
        reads(memory, keep, pc);
        memcpy(fresh, memory, keep);
    }
    heap_free(memory, pc);
    return fresh;
}

void *model_realloc(void *memory, size_t size)
{
    return resize(memory, size, CALLER);
}

void *model_reallocarray(void *memory, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return make(SIZE_MAX, 16, false, CALLER);
    return resize(memory, count * size, CALLER);
}

void *model_aligned_alloc(size_t alignment, size_t size)
{
    return make(size, alignment, false, CALLER);
}

void *model_memalign(size_t alignment, size_t size)
{
    return make(size, alignment, false, CALLER);
}

void *model_valloc(size_t size)
{
    return make(size, 4096, false, CALLER);
}

int model_posix_memalign(void **to, size_t alignment, size_t size)
{
    const void *pc = CALLER;
    void *memory = make(size, alignment, false, pc);
    if (!memory)
        return ENOMEM;
    writes(to, sizeof *to, pc);
    *to = memory;
    return 0;
}

/* ---- ends ---- */

int *model___errno_location(void)
{
    return &engine.current->saved_errno;
}

_Noreturn void model_abort(void)
{
    execution_fail(VERDICT_CRASH, CALLER, "the program calls abort()");
}

_Noreturn void model___assert_fail(const char *claim, const char *file,
                                   unsigned line, const char *function)
{
    (void)file;
    (void)line;
    (void)function;
    snprintf(engine.failure.expected, sizeof engine.failure.expected, "%s",
             claim);
    execution_fail(VERDICT_WRONG_RESULT, CALLER, "assertion failed: %s", claim);
}

_Noreturn void model___stack_chk_fail(void)
{
    execution_fail(VERDICT_MEMORY_ERROR, CALLER,
                   "a local array is written past its end");
}

#define AT_EXIT_MAX 32

static void (*at_exit[AT_EXIT_MAX])(void);
static int at_exit_count; /* of this execution */

void at_exit_reset(void)
{
    at_exit_count = 0;
}

uint64_t at_exit_hash(void)
{
    uint64_t hash = 0;
    for (int i = 0; i < at_exit_count; i++)
        hash = hash * 31 + (uintptr_t)at_exit[i];
    return hash;
}

int model_atexit(void (*function)(void))
{
    if (at_exit_count == AT_EXIT_MAX)
        return -1;
    at_exit[at_exit_count++] = function;
    return 0;
}

/* The end of the program waits until nobody else can go on: whatever the
 * others still do is explored. */
_Noreturn static void end(int status, const void *pc)
{
    engine.exit_status = status;
    engine.exiting = true;
    if (engine.live & ~SET_OF(engine.current->id)) {
        op_publish(OP_EXIT, NULL, ACCESS_NONE, pc);
        schedule();
    }
    program_ends();
}

_Noreturn void program_exit(int status, const void *pc)
{
    while (at_exit_count > 0)
        at_exit[--at_exit_count]();
    end(status, pc);
}

_Noreturn void model_exit(int status)
{
    program_exit(status, CALLER);
}

_Noreturn void model__exit(int status)
{
    end(status, CALLER);
}

_Noreturn void model_quick_exit(int status)
{
    end(status, CALLER);
}
