/* hints.h - the rubrics of a lab, which hold the hints: the lab's own and the
 * one that is held back.
 */
#ifndef HINTS_H
#define HINTS_H

#include "report.h"

struct hints {
    struct rubric *rubrics[RUBRICS_MAX]; /* NULL: there is none */
};

/* Reads those that are in GRADERS/LAB and GRADERS/LAB/hidden; NULL for the
 * folder: none. Never blocks. Owns: hints_free(). */
void hints_read(struct hints *hints, const char *graders, struct text lab);

/* Never blocks. */
void hints_free(struct hints *hints);

#endif
