/* report.h - says what came of an exploration. */
#ifndef REPORT_H
#define REPORT_H

#include "exploration.h"
#include "settings.h"

/* Prints it to standard output. */
void report(struct exploration *exploration, const struct settings *settings);

/* Sends it to the judge (bridge.h) as one JSON document. */
void report_to_judge(const struct exploration *exploration);

#endif
