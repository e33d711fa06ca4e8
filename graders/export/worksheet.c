#include "worksheet.h"

#include <stdlib.h>
#include <string.h>

#include "view_csv.h"
#include "view_file.h"

static bool say(struct problem *problem, size_t row, const char *words)
{
    snprintf(problem->words, sizeof problem->words, "worksheet, row %zu: %s",
             row, words);
    return false;
}

/* Some editors put a mark in front of a file. */
static void drop_mark(struct worksheet *sheet)
{
    char *first = sheet->rows[0][0];
    if (strncmp(first, "\xEF\xBB\xBF", 3) == 0)
        memmove(first, first + 3, strlen(first + 3) + 1);
}

static bool read_rows(struct worksheet *sheet, FILE *file,
                      struct problem *problem)
{
    char **row;
    int count;
    while ((count = csv_row(file, &row)) != 0) {
        if (sheet->row_count == 0)
            sheet->columns = count;
        if (count < 0)
            return say(problem, sheet->row_count + 1, "is no CSV");
        if (count != sheet->columns) {
            csv_free(row, count);
            return say(problem, sheet->row_count + 1,
                       "has not the columns of the first one");
        }
        sheet->rows = view_grow(sheet->rows, sheet->row_count + 1, sizeof row);
        sheet->rows[sheet->row_count++] = row;
    }
    if (sheet->row_count == 0)
        return say(problem, 1, "is missing");
    drop_mark(sheet);
    return true;
}

bool worksheet_load(struct worksheet *sheet, const char *path,
                    struct problem *problem)
{
    *sheet = (struct worksheet){0};
    FILE *file = file_open(path, problem);
    if (!file) {
        struct problem why = *problem;
        snprintf(problem->words, sizeof problem->words,
                 "the worksheet %.80s: %.80s", path, why.words);
        return false;
    }
    bool good = read_rows(sheet, file, problem);
    fclose(file);
    return good;
}

void worksheet_free(struct worksheet *sheet)
{
    for (size_t i = 0; i < sheet->row_count; i++)
        csv_free(sheet->rows[i], sheet->columns);
    free(sheet->rows);
}

int worksheet_column(const struct worksheet *sheet, const char *name)
{
    for (int c = 0; c < sheet->columns; c++)
        if (strcmp(sheet->rows[0][c], name) == 0)
            return c;
    return -1;
}

const char *worksheet_cell(const struct worksheet *sheet, size_t row,
                           int column)
{
    return column < 0 ? "" : sheet->rows[row][column];
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

long worksheet_student(const struct class *class, const char *id)
{
    char **found = NULL;
    if (*id && class->students.count > 0)
        found = bsearch(&id, class->students.items, class->students.count,
                        sizeof *class->students.items, by_bytes);
    return found ? (long)(found - class->students.items) : -1;
}
