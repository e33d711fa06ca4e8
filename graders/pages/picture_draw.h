/* picture_draw.h - draws a failing run: a lane a thread, a row a step. */
#ifndef PICTURE_DRAW_H
#define PICTURE_DRAW_H

#include "replay.h"

struct picture {
    struct text title, diagnosis;
    bool every_step;
};

/* Writes a file of its own, on white, that refers to nothing. Blocks until the
 * stream takes it. */
void picture_draw(FILE *out, const struct shown *shown,
                  const struct picture *picture);

#endif
