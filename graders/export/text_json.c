/* The one way in which text gets into JSON. jansson quotes it; here it becomes
 * printable, as platforms show it in terminals, pages and logs. */
#include "export.h"

#include <string.h>

#include "view_glyph.h"

json_t *json_words(struct text text, size_t most)
{
    struct glyph glyph;
    struct draft draft;
    bool whole = true;
    size_t used = 0;
    draft_begin(&draft);
    while (text.length > 0 && whole) {
        if (text.bytes[0] == '\n') {
            glyph = (struct glyph){.bytes = "\n", .length = 1};
            text.bytes++;
            text.length--;
        } else {
            glyph_next(&text, &glyph);
        }
        used += glyph.length;
        whole = used <= most;
        if (whole)
            fwrite(glyph.bytes, 1, glyph.length, draft.stream);
    }
    if (!whole)
        fputs("\n... (cut)\n", draft.stream);
    text = draft_end(&draft);
    json_t *json = json_stringn(text.bytes, text.length);
    draft_free(&draft);
    return json;
}

json_t *json_summary(const struct item *item, size_t most)
{
    struct draft draft;
    draft_begin(&draft);
    say_summary(draft.stream, item);
    json_t *json = json_words(draft_end(&draft), most);
    draft_free(&draft);
    return json;
}

json_t *json_check(const struct check *check, size_t most)
{
    struct draft draft;
    draft_begin(&draft);
    say_check(draft.stream, check);
    json_t *json = json_words(draft_end(&draft), most);
    draft_free(&draft);
    return json;
}

void json_write(FILE *out, json_t *json, size_t flags)
{
    char *text = json_dumps(json, flags | JSON_REAL_PRECISION(6));
    fputs(text ? text : "", out);
    putc('\n', out);
    free(text);
}
