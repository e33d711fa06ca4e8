/* abi_string.c - mem* and str*: what they read and write is as if the program
 * did it itself. */
#define _GNU_SOURCE
#include "abi_access.h"

#include <string.h>
#include <strings.h>

/* ---- memory ---- */

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

void *model_mempcpy(void *to, const void *from, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return mempcpy(to, from, size);
}

void *model_memrchr(const void *memory, int byte, size_t size)
{
    reads(memory, size, CALLER);
    return memrchr(memory, byte, size);
}

/* ---- strings ---- */

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

/* ---- more of them ---- */

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

size_t model_strnlen(const char *text, size_t most)
{
    size_t length = strnlen(text, most);
    reads(text, length < most ? length + 1 : most, CALLER);
    return length;
}

char *model_stpcpy(char *to, const char *from)
{
    size_t size = strlen(from) + 1;
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    return stpcpy(to, from);
}

int model_strcasecmp(const char *a, const char *b)
{
    reads(a, strlen(a) + 1, CALLER);
    reads(b, strlen(b) + 1, CALLER);
    return strcasecmp(a, b);
}

int model_strncasecmp(const char *a, const char *b, size_t most)
{
    reads(a, strnlen(a, most), CALLER);
    reads(b, strnlen(b, most), CALLER);
    return strncasecmp(a, b, most);
}

size_t model_strspn(const char *text, const char *bytes)
{
    reads(text, strlen(text) + 1, CALLER);
    reads(bytes, strlen(bytes) + 1, CALLER);
    return strspn(text, bytes);
}

size_t model_strcspn(const char *text, const char *bytes)
{
    reads(text, strlen(text) + 1, CALLER);
    reads(bytes, strlen(bytes) + 1, CALLER);
    return strcspn(text, bytes);
}

char *model_strpbrk(const char *text, const char *bytes)
{
    reads(text, strlen(text) + 1, CALLER);
    reads(bytes, strlen(bytes) + 1, CALLER);
    return strpbrk(text, bytes);
}

/* Writes a zero behind each part, so it is a write to all of it. */
static char *next_part(char *text, const char *bytes, char **rest,
                       const void *pc)
{
    char *from = text ? text : *rest;
    reads(bytes, strlen(bytes) + 1, pc);
    if (from)
        writes(from, strlen(from) + 1, pc);
    return strtok_r(text, bytes, rest);
}

char *model_strtok_r(char *text, const char *bytes, char **rest)
{
    writes(rest, sizeof *rest, CALLER);
    return next_part(text, bytes, rest, CALLER);
}

char *model_strsep(char **rest, const char *bytes)
{
    writes(rest, sizeof *rest, CALLER);
    reads(bytes, strlen(bytes) + 1, CALLER);
    if (*rest)
        writes(*rest, strlen(*rest) + 1, CALLER);
    return strsep(rest, bytes);
}

void model_bcopy(const void *from, void *to, size_t size)
{
    reads(from, size, CALLER);
    writes(to, size, CALLER);
    memmove(to, from, size);
}
