/* print_findings.h - findings as a page of text. */
#ifndef PRINT_FINDINGS_H
#define PRINT_FINDINGS_H

#include <stdio.h>

#include "findings.h"

enum {
    PAGE_COLUMNS = 79,
    PATH_COLUMNS = 4096, /* a path is not cut: it must be usable */
};

/* Prints each finding with the attempt's own lines, then what the tool cannot
 * see and where its log is. At most PAGE_COLUMNS wide but for the path of the
 * log. Colour only if the stream is a terminal and NO_COLOR is not set.
 * attempt_path is read for the lines; name is what the findings call it.
 * Blocks until the stream takes it. Requires: judged findings. */
void print_findings(FILE *out, const struct findings *findings,
                    const char *attempt_path, const char *name,
                    const char *log_path);

#endif
