/* hints.c - see hints.h. */
#include "hints.h"

#include <stdlib.h>

void hints_read(struct hints *hints, const char *graders, struct text lab)
{
    static const char *const names[RUBRICS_MAX] = {"rubric.tsv",
                                                   "hidden/rubric.tsv"};
    *hints = (struct hints){{NULL}};
    for (int i = 0; graders && i < RUBRICS_MAX; i++) {
        struct problem problem;
        struct draft path;
        draft_begin(&path);
        fprintf(path.stream, "%s/%.*s/%s", graders, (int)lab.length, lab.bytes,
                names[i]);
        draft_end(&path);
        hints->rubrics[i] = rubric_load(path.bytes, &problem);
        draft_free(&path);
    }
}

void hints_free(struct hints *hints)
{
    for (int i = 0; i < RUBRICS_MAX; i++)
        rubric_free(hints->rubrics[i]);
}
