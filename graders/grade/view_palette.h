/* view_palette.h - the colours and signs of threads, the same on terminals, in
 * games, reports, pictures and slides.
 *
 * A thread keeps its colour and its sign by its number, whoever else is shown.
 * Colours are told apart by people who see red and green alike (after Okabe and
 * Ito; darker on white, so that text in them can be read), and nothing is said
 * by a colour alone: the sign or the name always stands beside it.
 */
#ifndef VIEW_PALETTE_H
#define VIEW_PALETTE_H

#include "view_text.h"

enum { PALETTE_COLOURS = 7, PALETTE_NAMES_MAX = 128 };

/* Threads that are known by their names alone, in the order in which they were
 * met. All zero, there are none. */
struct palette_names {
    struct text names[PALETTE_NAMES_MAX];
    int count;
};

/* The number of the thread's colour, of PALETTE_COLOURS. Never blocks. */
int palette_number(int thread);

/* The thread's colour on white, as in "#0072b2". Never blocks. */
const char *palette_colour(int thread);

/* The same of a terminal's 256 colours, to be read on white and on black.
 * Never blocks. */
int palette_terminal(int thread);

/* A sign in UTF-8. Never blocks. */
const char *palette_sign(int thread);

/* Writes custom properties --t0, --t1, ... for light and dark pages.
 * Blocks until the stream takes it. */
void palette_css(FILE *out);

/* Lets what is printed next appear in the thread's colour, if the stream wants
 * colours (view_text.h). Never blocks. */
void palette_begin(FILE *out, int thread);

/* Ends that. Never blocks. */
void palette_end(FILE *out);

/* The number of a thread that has only a name: 0 is main's, whether it is met
 * or not. Never blocks. Returns: -1 if there are too many. */
int palette_meet(struct palette_names *met, struct text name);

#endif
