/* report.h - the page of one result. */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "view_course.h"
#include "view_result.h"
#include "view_rubric.h"

#define RUBRICS_MAX 2 /* the lab's, and the one that is held back */

struct report {
    const struct result *result;
    const char *student;     /* NULL: nobody says */
    const char *source;      /* the path of the attempt; NULL: not at hand */
    const char *home;        /* a link to the class; NULL: there is none */
    const struct mark *mark; /* what it is worth in a course; or NULL */
    const struct rubric *rubrics[RUBRICS_MAX]; /* for the hints; or NULL */
};

/* Writes a page that says why there is no result. Blocks until the stream takes
 * it. */
void report_missing(FILE *out, const char *student, const char *lab,
                    const char *home, const char *problem);

/* Writes the page. Blocks until the stream takes it. */
void report_write(FILE *out, const struct report *report);

#endif
