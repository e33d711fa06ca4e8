#include "view_csv.h"

#include <stdlib.h>
#include <string.h>

/* Whether a spreadsheet would take the field for a formula. */
static bool looks_like_formula(struct text field)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n",
                                         /* the full-width forms of = + - @ */
                                         "\xEF\xBC\x9D", "\xEF\xBC\x8B",
                                         "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        if (field.length >= length &&
            memcmp(field.bytes, starts[i], length) == 0)
            return true;
    }
    return false;
}

static bool holds(struct text field, char c)
{
    return field.length > 0 && memchr(field.bytes, c, field.length) != NULL;
}

void csv_verbatim(FILE *out, struct text field)
{
    bool quoted = holds(field, '"') || holds(field, ',') ||
                  holds(field, '\n') || holds(field, '\r') ||
                  (field.length > 0 && field.bytes[0] == ' ');
    if (quoted)
        putc('"', out);
    for (size_t i = 0; i < field.length; i++) {
        if (field.bytes[i] == '"')
            putc('"', out);
        putc(field.bytes[i], out);
    }
    if (quoted)
        putc('"', out);
}

void csv_field(FILE *out, struct text field)
{
    struct draft draft;
    draft_begin(&draft);
    if (looks_like_formula(field))
        putc('\'', draft.stream);
    text_print(draft.stream, field);
    csv_verbatim(out, draft_end(&draft));
    draft_free(&draft);
}

/* ---- reading ---- */

/* Reads a field up to the comma or the line's end behind it. Returns: that
 * character, '\n' at the end of the file too; EOF for what is no CSV. */
static int read_field(FILE *file, FILE *field)
{
    bool quoted = false;
    int c = getc(file);
    if (c == '"')
        quoted = true;
    else
        ungetc(c, file);
    while ((c = getc(file)) != EOF && c != '\0') {
        if (quoted && c == '"') {
            c = getc(file);
            quoted = c == '"';
            if (!quoted)
                ungetc(c, file);
            else
                putc('"', field);
        } else if (!quoted && (c == ',' || c == '\n')) {
            return c;
        } else if (quoted || c != '\r') {
            putc(c, field);
        }
    }
    return quoted || c == '\0' ? EOF : '\n';
}

int csv_row(FILE *file, char ***fields)
{
    int count = 0;
    int end = getc(file);
    *fields = NULL;
    if (end == EOF)
        return 0;
    ungetc(end, file);
    do {
        struct draft draft;
        draft_begin(&draft);
        end = read_field(file, draft.stream);
        draft_end(&draft);
        *fields = view_grow(*fields, (size_t)count + 1, sizeof(struct text *));
        (*fields)[count++] = draft.bytes;
    } while (end == ',');
    if (end == '\n')
        return count;
    csv_free(*fields, count);
    return -1;
}

void csv_free(char **fields, int count)
{
    for (int i = 0; i < count; i++)
        free(fields[i]);
    free(fields);
}
