/* palette.h - the colours and signs of threads, the same in reports, pictures
 * and slides.
 *
 * A thread keeps its colour and its sign by its number. Colours are told apart
 * by people who see red and green alike (after Okabe and Ito; darker on white,
 * so that text in them can be read), and nothing is said by a colour alone: the
 * sign and the name always stand beside it.
 */
#ifndef PALETTE_H
#define PALETTE_H

#include <stdio.h>

enum { PALETTE_COLOURS = 7 };

/* The number of the thread's colour, of PALETTE_COLOURS. Never blocks. */
int palette_number(int thread);

/* The thread's colour on white, as in "#0072b2". Never blocks. */
const char *palette_colour(int thread);

/* A sign in UTF-8. Never blocks. */
const char *palette_sign(int thread);

/* Writes custom properties --t0, --t1, ... for light and dark pages.
 * Blocks until the stream takes it. */
void palette_css(FILE *out);

#endif
