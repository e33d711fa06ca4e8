/* html.c - see html.h. */
#define _GNU_SOURCE /* memmem() */
#include "html.h"

#include <string.h>

#include "view_glyph.h"

static void put_sign(FILE *out, char sign)
{
    switch (sign) {
    case '<':
        fputs("&lt;", out);
        break;
    case '>':
        fputs("&gt;", out);
        break;
    case '&':
        fputs("&amp;", out);
        break;
    case '"':
        fputs("&quot;", out);
        break;
    case '\'':
        fputs("&#39;", out);
        break;
    default:
        putc(sign, out);
        break;
    }
}

/* Takes a sign that is white space off the front. Returns: whether there was
 * one. */
static bool take_space(struct text *text, char *space)
{
    if (text->length == 0 || !strchr("\n\t", *text->bytes) || !*text->bytes)
        return false;
    *space = *text->bytes;
    text->bytes++;
    text->length--;
    return true;
}

/* How many characters at the front mean themselves everywhere. */
static size_t plain(struct text text, size_t most)
{
    size_t count = 0;
    while (count < text.length && count < most && text.bytes[count] >= ' ' &&
           text.bytes[count] <= '~' && !strchr("<>&\"'", text.bytes[count]))
        count++;
    return count;
}

static void put(FILE *out, struct text text, size_t most, bool lines)
{
    struct glyph glyph;
    char space;
    for (size_t count = 0; text.length > 0; count++) {
        size_t run = plain(text, most - count);
        fwrite(text.bytes, 1, run, out);
        text.bytes += run;
        text.length -= run;
        count += run;
        if (text.length == 0)
            return;
        if (count == most) {
            fputs(" \xE2\x80\xA6 (cut)", out);
            return;
        }
        if (take_space(&text, &space)) {
            putc(lines || space == '\t' ? space : ' ', out);
            continue;
        }
        glyph_next(&text, &glyph);
        for (size_t i = 0; i < glyph.length; i++)
            put_sign(out, glyph.bytes[i]);
    }
}

void html_cut(FILE *out, struct text text, size_t most)
{
    put(out, text, most, false);
}

void html_text(FILE *out, struct text text)
{
    put(out, text, HTML_LINE_MAX, false);
}

void html_block(FILE *out, struct text text)
{
    put(out, text, HTML_BLOCK_MAX, true);
}

/* Where the second one of two ` on the same line stands; NULL: nowhere. */
static const char *end_of_code(struct text rest)
{
    const char *end = memchr(rest.bytes + 1, '`', rest.length - 1);
    const char *line = memchr(rest.bytes, '\n', rest.length);
    return end && (!line || end < line) ? end : NULL;
}

/* An arrow of C is not to be broken in its middle. */
void html_code(FILE *out, struct text text)
{
    const char *arrow;
    while (text.length > 0 && text.length <= HTML_LINE_MAX &&
           (arrow = memmem(text.bytes, text.length, "->", 2))) {
        size_t before = (size_t)(arrow - text.bytes);
        html_text(out, (struct text){text.bytes, before});
        fputs("<span class=\"arrow\">-&gt;</span>", out);
        text.bytes += before + 2;
        text.length -= before + 2;
    }
    html_text(out, text);
}

void html_name(FILE *out, struct text name)
{
    for (size_t i = 0; name.length <= HTML_LINE_MAX && i < name.length; i++)
        if (name.bytes[i] == '_') {
            html_text(out, (struct text){name.bytes, i + 1});
            fputs("<wbr>", out);
            name.bytes += i + 1;
            name.length -= i + 1;
            i = (size_t)-1;
        }
    html_text(out, name);
}

void html_prose(FILE *out, struct text text)
{
    struct text rest = text;
    if (rest.length > HTML_LINE_MAX) {
        html_text(out, text);
        return;
    }
    while (rest.length > 0) {
        const char *tick = memchr(rest.bytes, '`', rest.length);
        size_t before = tick ? (size_t)(tick - rest.bytes) : rest.length;
        html_code(out, (struct text){rest.bytes, before});
        rest.bytes += before;
        rest.length -= before;
        const char *end = rest.length > 0 ? end_of_code(rest) : NULL;
        size_t length = end ? (size_t)(end - rest.bytes) + 1 : rest.length;
        if (end)
            html_element(out, "code", "",
                         (struct text){rest.bytes + 1, length - 2});
        else
            html_code(out, (struct text){rest.bytes, length});
        rest.bytes += length;
        rest.length -= length;
    }
}

void html_element(FILE *out, const char *tag, const char *attributes,
                  struct text text)
{
    fprintf(out, "<%s%s%s>", tag, *attributes ? " " : "", attributes);
    html_text(out, text);
    fprintf(out, "</%s>", tag);
}

void html_path(FILE *out, const char *name)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-_";
    for (; *name; name++) {
        if (strchr(plain, *name))
            putc(*name, out);
        else
            fprintf(out, "%%%02X", (unsigned char)*name);
    }
}
