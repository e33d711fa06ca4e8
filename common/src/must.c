/* must.c - one line to stderr, then the end. */
#include "must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A message is put together here first, because only a single write(2) keeps
 * the lines of two threads apart.  Longer ones are cut. */
struct line {
    char text[1024];
    size_t length;
};

__attribute__((format(printf, 2, 0))) static void line_vadd(struct line *line,
                                                            const char *format,
                                                            va_list arguments)
{
    const size_t room = sizeof(line->text) - 1 - line->length;
    const int wanted =
        vsnprintf(line->text + line->length, room, format, arguments);

    if (wanted > 0) {
        line->length += (size_t)wanted < room ? (size_t)wanted : room - 1;
    }
}

__attribute__((format(printf, 2, 3))) static void line_add(struct line *line,
                                                           const char *format,
                                                           ...)
{
    va_list arguments;

    va_start(arguments, format);
    line_vadd(line, format, arguments);
    va_end(arguments);
}

static void line_print(struct line *line)
{
    const char *from = line->text;

    line->text[line->length++] = '\n';
    while (line->length > 0) {
        const ssize_t written = write(STDERR_FILENO, from, line->length);

        if (written <= 0) {
            return; /* Nobody listens, and there is nowhere else to go. */
        }
        from += written;
        line->length -= (size_t)written;
    }
}

void die(const char *format, ...)
{
    struct line line = {.length = 0};
    va_list arguments;

    va_start(arguments, format);
    line_vadd(&line, format, arguments);
    va_end(arguments);
    line_print(&line);
    exit(2);
}

void bug_at(const char *where, const char *format, ...)
{
    struct line line = {.length = 0};
    va_list arguments;

    line_add(&line, "%s: misuse: ", where);
    va_start(arguments, format);
    line_vadd(&line, format, arguments);
    va_end(arguments);
    line_print(&line);
    abort();
}

void bug_in(const char *where, const char *function, const char *format, ...)
{
    struct line line = {.length = 0};
    va_list arguments;

    line_add(&line, "%s%s(): misuse: ", where, function);
    va_start(arguments, format);
    line_vadd(&line, format, arguments);
    va_end(arguments);
    line_print(&line);
    abort();
}

void must_failed(const char *where, int error)
{
    struct line line = {.length = 0};
    char meaning[128] = "unknown error";

    if (strerror_r(error, meaning, sizeof(meaning)) != 0) {
        meaning[0] = '?';
    }
    line_add(&line, "%s failed: %s (error %d)", where, meaning, error);
    line_print(&line);
    abort();
}
