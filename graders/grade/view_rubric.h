/* view_rubric.h - rubric.tsv: the hints that belong to each check.
 *
 * A header line "points check claim hint", then a check a line; tabs between
 * the columns, " | " between the levels of a hint.
 */
#ifndef VIEW_RUBRIC_H
#define VIEW_RUBRIC_H

#include <stddef.h>

#include "view_result.h"

#define RUBRIC_LEVELS_MAX 8

struct rubric_row {
    char *line; /* owns the bytes of the texts */
    struct text check, claim;
    struct text hints[RUBRIC_LEVELS_MAX];
    int levels;
};

struct rubric {
    struct rubric_row *rows;
    size_t count;
};

/* Reads a rubric. Never blocks: what is not a regular file is refused.
 * Returns: NULL, and the problem, when it is missing or not a rubric.
 * Owns: the caller frees it. */
struct rubric *rubric_load(const char *path, struct problem *problem);

/* Frees it; NULL is allowed. Never blocks. */
void rubric_free(struct rubric *rubric);

/* The row of that check; NULL when there is none. Never blocks. */
const struct rubric_row *rubric_row(const struct rubric *rubric,
                                    struct text check);

#endif
