/* report_view.h - the explorer's document as a report on a terminal. */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "schedule_file.h"

struct report_options {
    struct text program; /* what was explored, for the heading */
    bool every_step;     /* none is folded */
    const char *replay;  /* the command that a token is put behind; or NULL */
};

/* Prints it, at most VIEW_COLUMNS wide; without the line of the verdict, which
 * programs read. Blocks until the stream takes it. */
void report_print(FILE *out, const struct shown *shown,
                  const struct report_options *options);

/* What stands between the reason and the command for a replay: the schedule,
 * where its threads stand, what is known of others. Blocks until the stream
 * takes it. */
void schedule_print(FILE *out, const struct shown *shown, bool every_step);

/* The schedule alone: a column a thread, or with many of them a row a step.
 * Blocks until the stream takes it. */
void table_print(FILE *out, const struct shown *shown, bool every_step);

/* The calls that a scenario recorded, as bars: who was in which call while the
 * others were in theirs. Blocks until the stream takes it. */
void history_print(FILE *out, const struct shown *shown);

#endif
