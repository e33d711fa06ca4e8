/* abi_libc.c - memory, strings, heap and the ends of a program: the functions
 * of the C library that touch the program's memory or leave it.
 */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- heap ---- */

void *model_malloc(size_t size)
{
    return heap_make(size, 16, false, CALLER);
}

void *model_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return heap_make(count * size, 16, true, CALLER);
}

void model_free(void *memory)
{
    heap_free(memory, CALLER);
}

void *model_realloc(void *memory, size_t size)
{
    const void *pc = CALLER;
    if (!memory)
        return heap_make(size, 16, false, pc);
    const struct block *old = heap_block((uintptr_t)memory);
    void *fresh = heap_make(size, 16, false, pc);
    if (!fresh)
        return NULL;
    if (old && old->address == (uintptr_t)memory && old->live) {
        size_t keep = old->size < size ? old->size : size;
        reads(memory, keep, pc);
        memcpy(fresh, memory, keep);
    }
    heap_free(memory, pc);
    return fresh;
}

void *model_aligned_alloc(size_t alignment, size_t size)
{
    return heap_make(size, alignment, false, CALLER);
}

int model_posix_memalign(void **to, size_t alignment, size_t size)
{
    const void *pc = CALLER;
    void *memory = heap_make(size, alignment, false, pc);
    if (!memory)
        return ENOMEM;
    writes(to, sizeof *to, pc);
    *to = memory;
    return 0;
}

static char *duplicate(const char *text, size_t length, const void *pc)
{
    reads(text, length, pc);
    char *copy = heap_make(length + 1, 16, false, pc);
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *model_strdup(const char *text)
{
    return duplicate(text, strlen(text), CALLER);
}

char *model_strndup(const char *text, size_t most)
{
    return duplicate(text, strnlen(text, most), CALLER);
}

/* ---- memory and strings ---- */

void *model_memcpy(void *to, const void *from, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return memcpy(to, from, size);
}

void *model_memmove(void *to, const void *from, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return memmove(to, from, size);
}

void *model_memset(void *to, int byte, size_t size)
{
    writes(to, size, CALLER);
    return memset(to, byte, size);
}

int model_memcmp(const void *a, const void *b, size_t size)
{
    reads(a, size, CALLER);
    reads(b, size, CALLER);
    return memcmp(a, b, size);
}

void *model_memchr(const void *memory, int byte, size_t size)
{
    reads(memory, size, CALLER);
    return memchr(memory, byte, size);
}

size_t model_strlen(const char *text)
{
    size_t length = strlen(text);
    reads(text, length + 1, CALLER);
    return length;
}

int model_strcmp(const char *a, const char *b)
{
    reads(a, strlen(a) + 1, CALLER);
    reads(b, strlen(b) + 1, CALLER);
    return strcmp(a, b);
}

int model_strncmp(const char *a, const char *b, size_t most)
{
    reads(a, strnlen(a, most), CALLER);
    reads(b, strnlen(b, most), CALLER);
    return strncmp(a, b, most);
}

char *model_strcpy(char *to, const char *from)
{
    size_t size = strlen(from) + 1;
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return memcpy(to, from, size);
}

char *model_strncpy(char *to, const char *from, size_t size)
{
    reads(from, strnlen(from, size), CALLER);
    writes(to, size, CALLER);
    return strncpy(to, from, size);
}

char *model_strcat(char *to, const char *from)
{
    size_t length = strlen(to), size = strlen(from) + 1;
    reads(to, length, CALLER);
    reads(from, size, CALLER);
    writes(to + length, size, CALLER);
    memcpy(to + length, from, size);
    return to;
}

char *model_strncat(char *to, const char *from, size_t most)
{
    size_t length = strlen(to), size = strnlen(from, most);
    reads(to, length, CALLER);
    reads(from, size, CALLER);
    writes(to + length, size + 1, CALLER);
    memcpy(to + length, from, size);
    to[length + size] = '\0';
    return to;
}

char *model_strchr(const char *text, int byte)
{
    reads(text, strlen(text) + 1, CALLER);
    return strchr(text, byte);
}

char *model_strrchr(const char *text, int byte)
{
    reads(text, strlen(text) + 1, CALLER);
    return strrchr(text, byte);
}

char *model_strstr(const char *text, const char *part)
{
    reads(text, strlen(text) + 1, CALLER);
    reads(part, strlen(part) + 1, CALLER);
    return strstr(text, part);
}

void model_bzero(void *to, size_t size)
{
    writes(to, size, CALLER);
    memset(to, 0, size);
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
    execution_fail(VERDICT_WRONG_RESULT, CALLER, "assertion failed: %s",
                   claim);
}

_Noreturn void model___stack_chk_fail(void)
{
    execution_fail(VERDICT_MEMORY_ERROR, CALLER,
                   "a local array is written past its end");
}

/* The end of the program waits until nobody else can go on: whatever the
 * others still do is explored. */
_Noreturn void program_exit(int status, const void *pc)
{
    engine.exit_status = status;
    engine.exiting = true;
    if (engine.live & ~SET_OF(engine.current->id)) {
        op_publish(OP_EXIT, NULL, ACCESS_NONE, pc);
        schedule();
    }
    program_ends();
}

_Noreturn void model_exit(int status)
{
    program_exit(status, CALLER);
}

_Noreturn void model__exit(int status)
{
    program_exit(status, CALLER);
}

int model_atexit(void (*function)(void))
{
    (void)function;
    return 0;
}
