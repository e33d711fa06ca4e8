/* report.h - says what came of an exploration. */
#ifndef REPORT_H
#define REPORT_H

#include "exploration.h"
#include "settings.h"

/* Prints it to standard output; sends it to the judge (bridge.h), if there is
 * one, or writes it to the file of json=, as a document with the whole
 * schedule (trace.schema.json). A failure that does not happen again in a
 * replay becomes a grader_fault. Blocks until that is done. */
void report(struct exploration *exploration, const struct settings *settings);

#endif
