/* abi_stdio.c - output and other functions that any small program calls.
 * What is printed is no part of what is explored: it is swallowed while
 * schedules are searched, and shown in a replay.
 */
#define _GNU_SOURCE
#include "abi_access.h"
#include "abi_format.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void note(const char *text, const void *pc)
{
    if (__builtin_expect(engine.recording, 0))
        trace_print(text, pc);
}

__attribute__((format(printf, 2, 0))) static int show(const void *pc,
                                                      const char *format,
                                                      va_list arguments)
{
    format_reads(format, arguments, pc);
    if (engine.recording) {
        char text[TRACE_TEXT];
        va_list again;
        va_copy(again, arguments);
        vsnprintf(text, sizeof text, format, again);
        va_end(again);
        note(text, pc);
    }
    /* The same answer whether it is shown or not: a replay must go the way that
     * the search went. */
    return engine.show_output ? vprintf(format, arguments)
                              : vsnprintf(NULL, 0, format, arguments);
}

__attribute__((format(printf, 1, 2))) int model_printf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = show(CALLER, format, arguments);
    va_end(arguments);
    return length;
}

__attribute__((format(printf, 2, 3))) int model_fprintf(FILE *file,
                                                        const char *format, ...)
{
    va_list arguments;
    (void)file;
    va_start(arguments, format);
    int length = show(CALLER, format, arguments);
    va_end(arguments);
    return length;
}

__attribute__((format(printf, 1, 0))) int model_vprintf(const char *format,
                                                        va_list arguments)
{
    return show(CALLER, format, arguments);
}

__attribute__((format(printf, 2, 0))) int model_vfprintf(FILE *file,
                                                         const char *format,
                                                         va_list arguments)
{
    (void)file;
    return show(CALLER, format, arguments);
}

__attribute__((format(printf, 3, 0))) static int format_into(char *to,
                                                             size_t size,
                                                             const char *format,
                                                             va_list arguments,
                                                             const void *pc)
{
    char *text;
    format_reads(format, arguments, pc);
    int length = vasprintf(&text, format, arguments);
    if (length < 0)
        return length;
    if (size) {
        size_t copied = (size_t)length < size ? (size_t)length : size - 1;
        writes(to, copied + 1, pc);
        memcpy(to, text, copied);
        to[copied] = '\0';
    }
    free(text);
    return length;
}

__attribute__((format(printf, 3, 4))) int model_snprintf(char *to, size_t size,
                                                         const char *format,
                                                         ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = format_into(to, size, format, arguments, CALLER);
    va_end(arguments);
    return length;
}

__attribute__((format(printf, 2, 3))) int model_sprintf(char *to,
                                                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = format_into(to, SIZE_MAX / 2, format, arguments, CALLER);
    va_end(arguments);
    return length;
}

__attribute__((format(printf, 3, 0))) int model_vsnprintf(char *to, size_t size,
                                                          const char *format,
                                                          va_list arguments)
{
    return format_into(to, size, format, arguments, CALLER);
}

__attribute__((format(printf, 2, 0))) int model_vsprintf(char *to,
                                                         const char *format,
                                                         va_list arguments)
{
    return format_into(to, SIZE_MAX / 2, format, arguments, CALLER);
}

/* Into a block of the program's own heap. */
__attribute__((format(printf, 2, 0))) static int format_anew(char **to,
                                                             const char *format,
                                                             va_list arguments,
                                                             const void *pc)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text =
        length < 0 ? NULL : heap_make((size_t)length + 1, 16, false, pc);
    if (!text)
        return -1;
    writes(to, sizeof *to, pc);
    *to = text;
    return format_into(text, (size_t)length + 1, format, arguments, pc);
}

__attribute__((format(printf, 2, 3))) int model_asprintf(char **to,
                                                         const char *format,
                                                         ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = format_anew(to, format, arguments, CALLER);
    va_end(arguments);
    return length;
}

__attribute__((format(printf, 2, 0))) int model_vasprintf(char **to,
                                                          const char *format,
                                                          va_list arguments)
{
    return format_anew(to, format, arguments, CALLER);
}

int model_puts(const char *text)
{
    reads(text, strlen(text) + 1, CALLER);
    note(text, CALLER);
    if (engine.show_output)
        puts(text);
    return 1;
}

int model_fputs(const char *text, FILE *file)
{
    (void)file;
    reads(text, strlen(text) + 1, CALLER);
    note(text, CALLER);
    if (engine.show_output)
        fputs(text, stdout);
    return 1;
}

static int put_byte(int byte, const void *pc)
{
    const char text[] = {(char)byte, '\0'};
    note(text, pc);
    if (engine.show_output)
        putchar(byte);
    return (unsigned char)byte;
}

int model_putchar(int byte)
{
    return put_byte(byte, CALLER);
}

int model_fputc(int byte, FILE *file)
{
    (void)file;
    return put_byte(byte, CALLER);
}

int model_putc(int byte, FILE *file)
{
    (void)file;
    return model_putchar(byte);
}

/* To standard output and error only. */
ssize_t model_write(int file, const void *from, size_t size)
{
    const void *pc = CALLER;
    if (file != STDOUT_FILENO && file != STDERR_FILENO)
        execution_not_modelled("write (to a file)", pc);
    reads(from, size, pc);
    if (engine.show_output)
        fwrite(from, 1, size, stdout);
    return (ssize_t)size;
}

size_t model_fwrite(const void *from, size_t size, size_t count, FILE *file)
{
    (void)file;
    reads(from, size * count, CALLER);
    if (engine.show_output)
        fwrite(from, size, count, stdout);
    return count;
}

int model_fflush(FILE *file)
{
    (void)file;
    return 0;
}

void model_setbuf(FILE *file, char *buffer)
{
    (void)file;
    (void)buffer;
}

int model_setvbuf(FILE *file, char *buffer, int mode, size_t size)
{
    (void)file;
    (void)buffer;
    (void)mode;
    (void)size;
    return 0;
}

void model_perror(const char *text)
{
    if (engine.show_output)
        printf("%s: error %d\n", text ? text : "", engine.current->saved_errno);
}

/* ---- the machine ---- */

#define PROCESSORS 4 /* the same everywhere */

long model_sysconf(int name)
{
    return name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF
               ? PROCESSORS
               : sysconf(name);
}

int model_get_nprocs(void)
{
    return PROCESSORS;
}

/* ---- sorting ---- */

typedef int comparison(const void *, const void *);

/* Compares with the program's function, and writes anything. */
void model_qsort(void *from, size_t count, size_t size, comparison *compare)
{
    writes(from, count * size, CALLER);
    qsort(from, count, size, compare);
}

void *model_bsearch(const void *key, const void *from, size_t count,
                    size_t size, comparison *compare)
{
    return bsearch(key, from, count, size, compare);
}

/* ---- chance ---- */

#define RANDOM_MAX 0x7fffffffu

/* The same numbers in every execution, as for a program that is started anew.
 * Each thread has a sequence of its own, so that who asks first does not
 * matter: numbers of chance are not worth schedules. */
static int next_random(uint32_t *state)
{
    *state = *state * 1103515245u + 12345u;
    return (int)((*state >> 1) & RANDOM_MAX);
}

int model_rand(void)
{
    return next_random(&engine.current->random);
}

void model_srand(unsigned seed)
{
    engine.current->random = seed;
}

long model_random(void)
{
    return next_random(&engine.current->random);
}

void model_srandom(unsigned seed)
{
    engine.current->random = seed;
}

int model_rand_r(unsigned *state)
{
    writes(state, sizeof *state, CALLER);
    return next_random(state);
}

double model_drand48(void)
{
    return next_random(&engine.current->random) / (RANDOM_MAX + 1.0);
}

long model_lrand48(void)
{
    return next_random(&engine.current->random);
}

void model_srand48(long seed)
{
    engine.current->random = (uint32_t)seed;
}
