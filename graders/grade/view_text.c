#include "view_text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "verdict.h"
#include "view_glyph.h"

static const struct text dots = {"...", 3};

struct text text_of(const char *string)
{
    return (struct text){string, string ? strlen(string) : 0};
}

bool text_given(struct text text)
{
    return text.bytes && text.length > 0;
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

size_t text_columns(struct text text)
{
    struct glyph glyph;
    size_t columns = 0;
    while (glyph_next(&text, &glyph))
        columns += glyph.columns;
    return columns;
}

void text_print(FILE *out, struct text text)
{
    struct glyph glyph;
    while (glyph_next(&text, &glyph))
        fwrite(glyph.bytes, 1, glyph.length, out);
}

void text_copy(FILE *out, struct text text)
{
    if (text_given(text))
        fwrite(text.bytes, 1, text.length, out);
}

/* The longest beginning that needs at most that many columns. */
static struct text beginning(struct text text, size_t columns)
{
    struct text rest = text;
    struct glyph glyph;
    size_t used = 0;
    while (rest.length > 0) {
        struct text here = rest;
        glyph_next(&rest, &glyph);
        used += glyph.columns;
        if (used > columns)
            return (struct text){text.bytes, text.length - here.length};
    }
    return text;
}

/* Whether it fits; looks no further than it must, as texts may be huge. */
static bool fits(struct text text, size_t columns)
{
    return beginning(text, columns).length == text.length;
}

size_t text_put(FILE *out, struct text text, size_t columns)
{
    struct text shown = text;
    bool whole = fits(text, columns);
    if (!whole)
        shown = beginning(text, columns - dots.length);
    text_print(out, shown);
    if (whole)
        return text_columns(shown);
    text_print(out, dots);
    return text_columns(shown) + dots.length;
}

void text_pad(FILE *out, struct text text, size_t columns)
{
    size_t used = text_put(out, text, columns);
    fprintf(out, "%*s", (int)(columns - used), "");
}

static struct text skip(struct text text, size_t bytes)
{
    return (struct text){text.bytes + bytes, text.length - bytes};
}

struct text text_take_line(struct text *rest, size_t columns)
{
    const char *end = memchr(rest->bytes, '\n', rest->length);
    struct text line = *rest;
    if (end)
        line.length = (size_t)(end - rest->bytes);
    struct text shown = beginning(line, columns);
    if (shown.length == line.length) {
        *rest = skip(*rest, line.length + (end ? 1 : 0));
        return shown;
    }
    size_t space = shown.length;
    if (line.bytes[space] != ' ')
        while (space > 0 && line.bytes[space - 1] != ' ')
            space--;
    if (space > 0)
        shown.length = space;
    *rest = skip(*rest, shown.length);
    while (rest->length > 0 && rest->bytes[0] == ' ')
        *rest = skip(*rest, 1);
    while (shown.length > 0 && shown.bytes[shown.length - 1] == ' ')
        shown.length--;
    return shown;
}

/* A copy in which tabs are spaces, without the blank end. */
static struct text plain_spaces(struct text text, struct draft *draft)
{
    while (text.length > 0 && strchr(" \t\n", text.bytes[text.length - 1]) &&
           text.bytes[text.length - 1])
        text.length--;
    draft_begin(draft);
    for (size_t i = 0; i < text.length; i++)
        putc(text.bytes[i] == '\t' ? ' ' : text.bytes[i], draft->stream);
    return draft_end(draft);
}

void text_wrap(FILE *out, const char *lead, struct text text, int max_lines)
{
    int indent = (int)strlen(lead);
    size_t columns = VIEW_COLUMNS - (size_t)indent;
    struct draft draft;
    struct text rest = plain_spaces(text, &draft);
    fputs(lead, out);
    for (int line = 0; line == 0 || rest.length > 0; line++) {
        if (line > 0)
            fprintf(out, "%*s", indent, "");
        if (line >= max_lines) {
            fputs("... (cut)\n", out);
            break;
        }
        text_print(out, text_take_line(&rest, columns));
        putc('\n', out);
    }
    draft_free(&draft);
}

void text_say(FILE *out, const char *lead, const char *format, ...)
{
    struct draft draft;
    va_list args;
    draft_begin(&draft);
    va_start(args, format);
    vfprintf(draft.stream, format, args);
    va_end(args);
    text_wrap(out, lead, draft_end(&draft), INT32_MAX);
    draft_free(&draft);
}

/* Where the last max_lines lines begin. */
static size_t tail_start(struct text text, int max_lines)
{
    size_t at = text.length;
    while (at > 0 && (text.bytes[at - 1] != '\n' || --max_lines > 0))
        at--;
    return at;
}

void text_tail(FILE *out, const char *lead, struct text text, int max_lines)
{
    struct draft draft;
    struct text plain = plain_spaces(text, &draft);
    struct text rest = skip(plain, tail_start(plain, max_lines));
    if (rest.length < plain.length)
        fprintf(out, "%s... (earlier lines are left out)\n", lead);
    while (rest.length > 0) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        struct text line = rest;
        if (end)
            line.length = (size_t)(end - rest.bytes);
        fputs(lead, out);
        text_put(out, line, VIEW_COLUMNS - strlen(lead));
        putc('\n', out);
        rest = skip(rest, line.length + (end ? 1 : 0));
    }
    draft_free(&draft);
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* Only what goes to standard output is ever forced: drafts are measured and
 * cut, and files are read by programs. */

bool text_colour_wanted(FILE *out)
{
    const char *term = getenv("TERM");
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("CLICOLOR_FORCE") && fileno(out) == STDOUT_FILENO)
        return strcmp(getenv("CLICOLOR_FORCE"), "0") != 0;
    return isatty(fileno(out)) && term && *term && strcmp(term, "dumb") != 0;
}

void text_mark(FILE *out, enum colour colour, const char *word, int columns)
{
    static const char *const codes[] = {
        [COLOUR_GOOD] = "32",
        [COLOUR_BAD] = "1;31",
        [COLOUR_WARN] = "1;33",
    };
    int rest = columns - (int)strlen(word);
    if (colour == COLOUR_PLAIN || !text_colour_wanted(out))
        fputs(word, out);
    else
        fprintf(out, "\033[%sm%s\033[0m", codes[colour], word);
    if (rest > 0)
        fprintf(out, "%*s", rest, "");
}

static const char *program = "show";

void complain_as(const char *name)
{
    program = name;
}

static _Noreturn void no_memory(void)
{
    fprintf(stderr, "%s: there is no memory left\n", program);
    exit(EXIT_NOT_DECIDED);
}

void draft_begin(struct draft *draft)
{
    draft->stream = open_memstream(&draft->bytes, &draft->length);
    if (!draft->stream)
        no_memory();
}

struct text draft_end(struct draft *draft)
{
    if (fclose(draft->stream) != 0)
        no_memory();
    return (struct text){draft->bytes, draft->length};
}

void draft_free(struct draft *draft)
{
    free(draft->bytes);
}

void complain(const char *file, const char *problem)
{
    struct draft draft, lead;
    draft_begin(&lead);
    fprintf(lead.stream, "%s: ", program);
    draft_end(&lead);
    draft_begin(&draft);
    if (file) {
        text_print(draft.stream, text_of(file));
        fputs(": ", draft.stream);
    }
    fputs(problem, draft.stream);
    text_wrap(stderr, lead.bytes, draft_end(&draft), INT32_MAX);
    draft_free(&draft);
    draft_free(&lead);
}

void *view_alloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        no_memory();
    return memory;
}

void *view_grow(void *memory, size_t count, size_t size)
{
    void *grown = NULL;
    if (count <= SIZE_MAX / size)
        grown = realloc(memory, count * size);
    if (!grown)
        no_memory();
    return grown;
}

char *view_copy(const char *string)
{
    char *copy = strdup(string);
    if (!copy)
        no_memory();
    return copy;
}
