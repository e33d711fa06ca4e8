/* view_moment.h - points in time, written so that they mean the same on every
 * machine: 2026-10-05T23:59+02:00, always with the offset from UTC.
 */
#ifndef VIEW_MOMENT_H
#define VIEW_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#define MOMENT_NONE INT64_MIN

/* Reads YYYY-MM-DDTHH:MM, then seconds and a fraction of them if there are
 * any, then Z or +HH:MM; a blank may stand for the T. Never blocks.
 * Returns: seconds since 1970 in UTC; MOMENT_NONE for anything else. */
int64_t moment_read(const char *text);

#endif
