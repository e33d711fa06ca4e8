/* text.c - see text.h. */
#include "text.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

void text_copy(char *to, size_t size, const char *from)
{
    to[0] = '\0';
    text_append(to, size, from);
}

void text_append(char *to, size_t size, const char *more)
{
    size_t used = strlen(to);
    size_t length = strlen(more);
    if (length > size - 1 - used) {
        length = size - 1 - used;
    }
    memmove(to + used, more, length);
    to[used + length] = '\0';
}

const char *text_basename(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* How many bytes at `at` are a number that differs between runs, and what
 * stands for it: nothing for " at 0x10C028", "a thread" for "thread #3". */
static size_t volatile_part(const char *at, const char **instead)
{
    static const struct {
        const char *before;
        const char *digits;
        const char *instead;
    } parts[] = {
        {" at 0x", "0123456789abcdefABCDEF", ""},
        {": mutex 0x", "0123456789abcdefABCDEF", ""},
        {", recursion count ", "0123456789", ""},
        {"0x", "0123456789abcdefABCDEF", "(address)"},
        {"Thread #", "0123456789", "A thread"},
        {"thread #", "0123456789", "a thread"},
        {"by thread ", "0123456789", "by a thread"},
        {"by thread T", "0123456789", "by a thread"},
        {", owner ", "0123456789", ""},
        {" in loss record ", "0123456789 of,", ""},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t before = strlen(parts[i].before);
        if (text_starts(at, parts[i].before)) {
            size_t digits = strspn(at + before, parts[i].digits);
            if (digits > 0) {
                *instead = parts[i].instead;
                return before + digits;
            }
        }
    }
    return 0;
}

void text_without_numbers(char *to, size_t size, const char *from)
{
    const char *instead = "";
    const char *colon = strstr(from, ": ");
    if (text_starts(from, "Thread #") && colon) {
        from = colon + 2;
    }
    to[0] = '\0';
    while (*from != '\0') {
        size_t skip = volatile_part(from, &instead);
        char one[2] = {*from, '\0'};
        text_append(to, size, skip > 0 ? instead : one);
        from += skip > 0 ? skip : 1;
    }
}

int text_number_after(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    if (!at || !isdigit((unsigned char)at[strlen(word)])) {
        return -1;
    }
    long number = strtol(at + strlen(word), NULL, 10);
    return number > INT_MAX ? INT_MAX : (int)number;
}

/* The bytes of the UTF-8 character at `at` if it is well formed and can be
 * shown; else 0. C1 controls and the marks that turn text around are not. */
static size_t shown_bytes(const unsigned char *at)
{
    if (at[0] < 0x80) {
        return at[0] >= 0x20 && at[0] != 0x7f;
    }
    size_t length = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
    if (at[0] < 0xc2 || at[0] > 0xf4) {
        return 0;
    }
    unsigned long code = at[0] & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return 0;
        }
        code = (code << 6) | (at[i] & 0x3fu);
    }
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool turns = (code >= 0x200b && code <= 0x200f) ||
                 (code >= 0x2028 && code <= 0x202e) ||
                 (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
    bool valid = code >= least[length] && code <= 0x10ffff &&
                 (code < 0xd800 || code > 0xdfff);
    return valid && code >= 0xa0 && !turns ? length : 0;
}

/* One character as it is printed; the number of bytes of the text used. */
static size_t next_shown(const unsigned char *at, char shown[5],
                         size_t *columns)
{
    size_t bytes = *at == '\t' ? 0 : shown_bytes(at);
    *columns = 1;
    if (*at == '\t') {
        text_copy(shown, 5, " ");
        return 1;
    }
    if (bytes == 0) {
        *columns = 4;
        snprintf(shown, 5, "\\x%02x", *at);
        return 1;
    }
    memcpy(shown, at, bytes);
    shown[bytes] = '\0';
    return bytes;
}

static size_t shown_columns(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t total = 0;
    while (*at != '\0') {
        char shown[5];
        size_t columns = 0;
        at += next_shown(at, shown, &columns);
        total += columns;
    }
    return total;
}

size_t text_print(FILE *out, const char *text, size_t columns)
{
    const unsigned char *at = (const unsigned char *)text;
    bool cut = shown_columns(text) > columns;
    size_t room = cut ? (columns > 3 ? columns - 3 : 0) : columns;
    size_t used = 0;
    while (*at != '\0') {
        char shown[5];
        size_t wide = 0;
        size_t bytes = next_shown(at, shown, &wide);
        if (used + wide > room) {
            break;
        }
        fputs(shown, out);
        used += wide;
        at += bytes;
    }
    if (cut) {
        fputs("...", out);
        used += 3;
    }
    return used;
}
