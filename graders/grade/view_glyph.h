/* view_glyph.h - takes bytes apart into what a terminal shows, one sign at a
 * time. The one place that decides which characters are safe to print. */
#ifndef VIEW_GLYPH_H
#define VIEW_GLYPH_H

#include <stdbool.h>
#include <stddef.h>

#include "view_text.h"

/* One character of a text as it is printed: itself, or an escape. */
struct glyph {
    char bytes[12];
    size_t length;
    size_t columns; /* never fewer than the terminal uses */
};

/* Takes the next one off the front of the text. Never blocks.
 * Returns: false at the end. */
bool glyph_next(struct text *text, struct glyph *glyph);

#endif
