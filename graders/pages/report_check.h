/* report_check.h - what a report says of one check. */
#ifndef REPORT_CHECK_H
#define REPORT_CHECK_H

#include "report.h"
#include "source.h"

/* Writes a list of notes; nothing if there is none. Blocks until the stream
 * takes it. */
void put_notes(FILE *out, const struct texts *notes);

/* The word for a check's status. Never blocks. */
const char *status_words(const struct check *check);

/* A class of the style sheet for it. Never blocks. */
const char *status_class(enum check_status status);

/* Its points, out of how many: "3/5", "?/5". Blocks until the stream takes
 * it. */
void put_points(FILE *out, const struct check *check);

/* Writes its section. Blocks until the stream takes it. Returns: whether there
 * is something in it to step through. */
bool report_check(FILE *out, const struct report *report,
                  const struct source *source, const struct check *check);

#endif
