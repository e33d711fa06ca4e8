/* Lines from the scenario to the judge: a kind, then text, one a line.
 * Control characters are escaped, so that a line stays a line. Each begins with
 * a line feed and the judge's nonce: neither what the attempt writes to this
 * descriptor nor a line that it leaves unfinished there can pass for one. */
#include "turns_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 2000

static int report_fd = -1;
static char seal[100]; /* the nonce and a tab, or nothing */

void report_open(int fd, const char *nonce)
{
    report_fd = fd;
    if (*nonce)
        snprintf(seal, sizeof seal, "%s\t", nonce);
}

static void write_all(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(report_fd, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

static void flatten(char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)line[i] < ' ' && line[i] != '\t')
            line[i] = '?';
}

__attribute__((format(printf, 2, 0))) static void send_line(const char *kind,
                                                            const char *format,
                                                            va_list arguments)
{
    char line[LINE_MAX_BYTES + 1];
    int used = snprintf(line, sizeof line, "%s%s\t", seal, kind);
    int more =
        vsnprintf(line + used, sizeof line - (size_t)used, format, arguments);
    size_t length = (size_t)used + (size_t)(more > 0 ? more : 0);
    if (length > LINE_MAX_BYTES - 1)
        length = LINE_MAX_BYTES - 1;
    flatten(line, length);
    line[length] = '\n';
    write_all("\n", 1);
    write_all(line, length + 1);
}

void report_line(const char *kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    send_line(kind, format, arguments);
    va_end(arguments);
}

void fact(const char *name, const char *format, ...)
{
    char kind[160];
    va_list arguments;
    turns_enter();
    snprintf(kind, sizeof kind, "fact\t%s", name);
    va_start(arguments, format);
    send_line(kind, format, arguments);
    va_end(arguments);
    turns_leave();
}
