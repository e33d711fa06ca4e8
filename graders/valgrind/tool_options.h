/* tool_options.h - how each tool is run: the one definition, for C and (by
 * `explain --print-options TOOL`) for run_tool.sh. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "findings.h"

/* A suite notes there, in the attempt's work folder, how many CPU seconds
 * helgrind took. */
#define HELGRIND_SECONDS "helgrind.cpu_s"

/* For Valgrind's tools the options between `valgrind` and the program; the
 * caller adds --xml-file=LOG and --suppressions=FILE (double a '%' in LOG:
 * Valgrind expands it). For ThreadSanitizer the settings of TSAN_OPTIONS, to
 * be joined by ':'; the caller adds log_path=LOG and reads LOG.PID. The
 * program keeps its own exit status under all of them. The last entry is NULL.
 * Never blocks. */
const char *const *tool_options(enum tool tool);

#endif
