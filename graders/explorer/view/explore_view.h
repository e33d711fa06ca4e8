/* explore_view.h - the commands of explore.c. */
#ifndef EXPLORE_VIEW_H
#define EXPLORE_VIEW_H

#include "report_view.h"

struct request {
    struct report_options view;
    const char *json; /* keep the document there; or NULL */
    long cpu_s;
    char **arguments; /* NULL at the end */
};

/* Runs a program confined, prints its report and, on lines of their own, the
 * verdict and the number of executions. Blocks until it has ended.
 * Returns: the exit status. */
int explore_run(const struct request *request);

/* The same for a document in a file. Blocks until it is read. */
int explore_show(const struct request *request);

#endif
