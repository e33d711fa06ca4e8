/* page.h - what every page has: one file, nothing from elsewhere. */
#ifndef PAGE_H
#define PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "view_text.h"

/* Writes the beginning, up to the open <body>. The page may load nothing, and
 * runs no script but ours. Blocks until the stream takes it. */
void page_begin(FILE *out, struct text title);

/* Writes the end, with the script if the page has something to step through.
 * Blocks until the stream takes it. */
void page_end(FILE *out, bool stepping);

#endif
