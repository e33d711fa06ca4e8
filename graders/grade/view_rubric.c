#include "view_rubric.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "view_file.h"

enum { COLUMN_POINTS, COLUMN_CHECK, COLUMN_CLAIM, COLUMN_HINT, COLUMN_COUNT };

/* Cuts a line at its tabs. Returns: false unless it has that many columns. */
static bool split(const char *line, struct text columns[COLUMN_COUNT])
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        size_t length = strcspn(line, "\t");
        columns[i] = (struct text){line, length};
        line += length;
        if ((*line == '\t') != (i + 1 < COLUMN_COUNT))
            return false;
        line++;
    }
    return true;
}

/* Cuts a hint at its " | ". Returns: false if it has too many levels, or an
 * empty one. */
static bool split_hint(struct text hint, struct rubric_row *row)
{
    const char *from = hint.bytes;
    const char *end = hint.bytes + hint.length;
    while (from < end && row->levels < RUBRIC_LEVELS_MAX) {
        const char *bar = strstr(from, " | ");
        const char *to = bar ? bar : end;
        if (to == from)
            return false;
        row->hints[row->levels++] = (struct text){from, (size_t)(to - from)};
        from = bar ? bar + 3 : end;
    }
    return from == end && row->levels > 0;
}

static bool is_header(const char *line)
{
    return strcmp(line, "points\tcheck\tclaim\thint") == 0;
}

/* Appends the line, which it then owns, as a row. */
static bool add_row(struct rubric *rubric, char *line)
{
    struct text columns[COLUMN_COUNT];
    struct rubric_row row = {.line = line};
    if (!split(line, columns) || !text_given(columns[COLUMN_CHECK]) ||
        !split_hint(columns[COLUMN_HINT], &row))
        return false;
    row.check = columns[COLUMN_CHECK];
    row.claim = columns[COLUMN_CLAIM];
    rubric->rows =
        view_grow(rubric->rows, rubric->count + 1, sizeof *rubric->rows);
    rubric->rows[rubric->count++] = row;
    return true;
}

/* Takes the lines one by one. Returns: the number of the line that is wrong,
 * 0 if none is. */
static int read_rows(FILE *file, struct rubric *rubric)
{
    char *line;
    for (int number = 1; (line = file_line(file)); number++) {
        bool taken = false;
        bool right = number == 1 ? is_header(line) : *line == '\0';
        if (!right && number > 1)
            right = taken = add_row(rubric, line);
        if (!taken)
            free(line);
        if (!right)
            return number;
    }
    return 0;
}

struct rubric *rubric_load(const char *path, struct problem *problem)
{
    FILE *file = file_open(path, problem);
    if (!file)
        return NULL;
    struct rubric *rubric = view_alloc(1, sizeof *rubric);
    int wrong = read_rows(file, rubric);
    fclose(file);
    if (wrong == 0 && rubric->count > 0)
        return rubric;
    snprintf(problem->words, sizeof problem->words,
             "is not a rubric: line %d: it must have the columns points, "
             "check, claim, hint, with a tab between them",
             wrong);
    if (wrong == 0)
        snprintf(problem->words, sizeof problem->words,
                 "is not a rubric: it has no check");
    rubric_free(rubric);
    return NULL;
}

void rubric_free(struct rubric *rubric)
{
    if (!rubric)
        return;
    for (size_t i = 0; i < rubric->count; i++)
        free(rubric->rows[i].line);
    free(rubric->rows);
    free(rubric);
}

const struct rubric_row *rubric_row(const struct rubric *rubric,
                                    struct text check)
{
    for (size_t i = 0; i < rubric->count; i++)
        if (text_equal(rubric->rows[i].check, check))
            return &rubric->rows[i];
    return NULL;
}
