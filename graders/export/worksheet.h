/* worksheet.h - a table that a platform gave to be filled: CSV with a header.
 */
#ifndef WORKSHEET_H
#define WORKSHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "view_class.h"

struct worksheet {
    char ***rows; /* the first one names the columns */
    size_t row_count;
    int columns;
};

/* Reads one. Never blocks: what is not a regular file is refused. Returns:
 * false, and the problem, if it is no CSV in which all rows have the columns
 * that the first one names. Owns: worksheet_free() ends it either way. */
bool worksheet_load(struct worksheet *sheet, const char *path,
                    struct problem *problem);

/* Frees what it holds. Never blocks. */
void worksheet_free(struct worksheet *sheet);

/* The column of that name; -1 when there is none. Never blocks. */
int worksheet_column(const struct worksheet *sheet, const char *name);

/* A cell as it is, "" if the column is -1. Never blocks. */
const char *worksheet_cell(const struct worksheet *sheet, size_t row,
                           int column);

/* The student of the class with exactly that id; -1 when there is none or the
 * id is empty. Never blocks. */
long worksheet_student(const struct class *class, const char *id);

#endif
