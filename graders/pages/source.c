/* source.c - see source.h. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "html.h"
#include "replay.h"
#include "view_file.h"

enum { BYTES_MAX = 1 << 20, CODE_MAX = 400 };

/* ---- the whole file ---- */

static bool is_graded(const struct result *result, const char *path)
{
    char sum[DIGEST_TEXT];
    return digest_file(path, sum) && text_equal(text_of(sum), result->sha256);
}

/* Returns: NULL if it cannot be read, or is too long to show. */
static char *read_bytes(const char *path, size_t *length)
{
    struct problem problem;
    FILE *file = file_open(path, &problem);
    if (!file)
        return NULL;
    char *bytes = view_alloc(BYTES_MAX + 1, 1);
    *length = fread(bytes, 1, BYTES_MAX + 1, file);
    bool good = !ferror(file) && *length <= BYTES_MAX;
    fclose(file);
    if (good)
        return bytes;
    free(bytes);
    return NULL;
}

static void add_line(struct source *source, int number, struct text code)
{
    source->lines = view_grow(source->lines, (size_t)source->count + 1,
                              sizeof *source->lines);
    source->lines[source->count++] = (struct source_line){number, code};
}

static void split(struct source *source, struct text rest)
{
    source->lines = view_alloc(SOURCE_LINES_MAX, sizeof *source->lines);
    while (rest.length > 0 && source->count < SOURCE_LINES_MAX) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        size_t length = end ? (size_t)(end - rest.bytes) : rest.length;
        struct text code = {rest.bytes, length};
        if (length > 0 && rest.bytes[length - 1] == '\r')
            code.length--;
        source->lines[source->count] =
            (struct source_line){source->count + 1, code};
        source->count++;
        length += end ? 1 : 0;
        rest.bytes += length;
        rest.length -= length;
    }
}

/* ---- what the result quotes ---- */

static void quote(struct source *source, const struct result *result,
                  struct text file, int line, struct text code)
{
    if (line > 0 && text_given(code) && text_equal(file, result->file))
        add_line(source, line, code);
}

static void quote_places(struct source *source, const struct result *result,
                         const struct places *places)
{
    for (size_t i = 0; i < places->count; i++) {
        const struct where *where = &places->items[i];
        quote(source, result, where->file, where->line, where->code);
    }
}

static void quote_schedule(struct source *source, const struct result *result,
                           const struct check *check)
{
    static struct shown shown;
    if (check->schedule && shown_take(&shown, check->schedule)) {
        for (int i = 0; i < shown.step_count; i++) {
            const struct shown_place *place = &shown.steps[i].place;
            quote(source, result, place->file, place->line, place->code);
        }
        for (int i = 0; i < shown.blocked_count; i++) {
            const struct shown_place *place = &shown.blocked[i].place;
            quote(source, result, place->file, place->line, place->code);
        }
    }
    if (check->schedule)
        shown_free(&shown);
}

static int by_number(const void *a, const void *b)
{
    const struct source_line *left = a, *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

static void sort_once(struct source *source)
{
    int kept = 0;
    if (source->count > 0)
        qsort(source->lines, (size_t)source->count, sizeof *source->lines,
              by_number);
    for (int i = 0; i < source->count; i++)
        if (kept == 0 ||
            source->lines[kept - 1].number != source->lines[i].number)
            source->lines[kept++] = source->lines[i];
    source->count = kept < SOURCE_LINES_MAX ? kept : SOURCE_LINES_MAX;
}

static void quote_all(struct source *source, const struct result *result)
{
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        quote_places(source, result, &check->where);
        quote_places(source, result, &check->steps);
        quote_schedule(source, result, check);
    }
    sort_once(source);
}

/* ---- the whole ---- */

void source_read(struct source *source, const struct result *result,
                 const char *path)
{
    size_t length = 0;
    *source = (struct source){0};
    if (path && is_graded(result, path))
        source->bytes = read_bytes(path, &length);
    source->whole = source->bytes != NULL;
    if (source->whole)
        split(source, (struct text){source->bytes, length});
    else
        quote_all(source, result);
}

void source_free(struct source *source)
{
    free(source->lines);
    free(source->bytes);
}

bool source_has(const struct source *source, int line)
{
    struct source_line wanted = {.number = line};
    return source->count > 0 &&
           bsearch(&wanted, source->lines, (size_t)source->count, sizeof wanted,
                   by_number) != NULL;
}

void source_write(FILE *out, const struct source *source)
{
    int before = 0;
    fputs("<div class=\"source\" tabindex=\"0\" role=\"region\" "
          "aria-label=\"Source\"><pre>",
          out);
    for (int i = 0; i < source->count; i++) {
        const struct source_line *line = &source->lines[i];
        if (line->number > before + 1)
            fputs("<span class=\"cut\">\xE2\x8B\xAE\n</span>", out);
        fprintf(out, "<span class=\"line\" data-line=\"%d\"><b>%d</b><code>",
                line->number, line->number);
        html_cut(out, line->code, CODE_MAX);
        fputs("</code>\n</span>", out);
        before = line->number;
    }
    fputs("</pre></div>\n", out);
}
