/* picture.h - a failing run as a picture (SVG), for handouts and slides. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdbool.h>

/* Draws the run of that check in a result.json (NULL: the first one that has a
 * run), or the one in the explorer's own document. Blocks until standard
 * output takes it. Returns: the exit status. */
int picture_print(const char *path, const char *check, bool every_step);

#endif
