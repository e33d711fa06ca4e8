/* stepper.h - a failing run as a table, which the page's script (stepper.js)
 * lets a reader step through.
 */
#ifndef STEPPER_H
#define STEPPER_H

#include "replay.h"
#include "source.h"

struct stepper {
    const struct result *result;
    const struct check *check;
    const struct source *source;
};

/* Writes it, and the run that the search found first, folded; nothing if the
 * check has no run to show. Blocks until the stream takes it. Returns: whether
 * there was one. */
bool stepper_write(FILE *out, const struct stepper *stepper);

#endif
