/* rubric.h - the checks of a lab and their points, from rubric.tsv. */
#ifndef RUBRIC_H
#define RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

#define RUBRIC_CHECKS_MAX 40
/* The check that vetting decides; every rubric has it. */
#define CHECK_ALLOWED_CALLS "allowed_calls"

struct rubric_check {
    int points;
    char name[64];
    char claim[200];
};

struct rubric_table {
    int count;
    struct rubric_check checks[RUBRIC_CHECKS_MAX];
};

/* Reads points, check and claim of every row. Never blocks for long.
 * Returns: false, with the reason and the line in problem, if the file is not
 * a rubric (a header line, four columns, points that are numbers, no check
 * twice). */
bool rubric_table_read(const char *path, struct rubric_table *rubric,
                       char *problem, size_t problem_size);

/* Adds the rows of another file: the checks that an instructor holds back.
 * Never blocks for long. Returns: as rubric_table_read(). */
bool rubric_table_add(const char *path, struct rubric_table *rubric,
                      char *problem, size_t problem_size);

#endif
