/* view_details.h - what is known of a check and of a result beyond the points,
 * in lines that are safe to print and have 80 columns at most. The terminal's
 * view and the exports say it in the same words.
 */
#ifndef VIEW_DETAILS_H
#define VIEW_DETAILS_H

#include <stdio.h>

#include "view_result.h"

/* The claim, what was found, where each thread stood, what happened, and the
 * end of what the attempt printed. Blocks until the stream takes it. */
void details_check(FILE *out, const struct check *check);

/* Notes, each behind the lead; the first few. Blocks until the stream takes
 * it. */
void details_notes(FILE *out, const char *lead, const struct texts *notes);

/* What the compiler says; nothing if it says nothing. Blocks until the stream
 * takes it. */
void details_compiler(FILE *out, const struct result *result);

#endif
