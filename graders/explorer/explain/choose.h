/* choose.h - which entries of a trace become steps of the story. */
#ifndef CHOOSE_H
#define CHOOSE_H

#include <stdbool.h>

/* All that others can see: synchronisation, and accesses to what more than one
 * thread touches and somebody writes; and what the failing line reads.
 * Never blocks. Returns: one flag an entry; the caller's to keep. */
bool *choose_entries(void);

#endif
