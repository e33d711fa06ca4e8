/* The one way in which text gets into XML, and into lines among commands. */
#include "export.h"

#include <string.h>

#include "view_glyph.h"

/* XML 1.0 has no place for control characters, not even as references; text in
 * its printable form holds none. `>` too, because of "]]>". */
static void xml_glyph(FILE *out, const struct glyph *glyph)
{
    static const char *const names[][2] = {{"&", "&amp;"},
                                           {"<", "&lt;"},
                                           {">", "&gt;"},
                                           {"\"", "&quot;"},
                                           {"'", "&#39;"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (glyph->length == 1 && glyph->bytes[0] == names[i][0][0]) {
            fputs(names[i][1], out);
            return;
        }
    fwrite(glyph->bytes, 1, glyph->length, out);
}

void xml_text(FILE *out, struct text text)
{
    struct glyph glyph;
    while (text.length > 0) {
        if (text.bytes[0] == '\n') {
            fputs("&#10;", out);
            text.bytes++;
            text.length--;
        } else if (glyph_next(&text, &glyph)) {
            xml_glyph(out, &glyph);
        }
    }
}

void lines_behind(FILE *out, const char *lead, struct text text)
{
    while (text.length > 0) {
        const char *end = memchr(text.bytes, '\n', text.length);
        size_t length = end ? (size_t)(end - text.bytes) : text.length;
        fputs(lead, out);
        text_print(out, (struct text){text.bytes, length});
        putc('\n', out);
        length += end ? 1 : 0;
        text.bytes += length;
        text.length -= length;
    }
}
