/* locals.h - what the local variables hold that a failing line speaks of. */
#ifndef LOCALS_H
#define LOCALS_H

#include "dies.h"

#define LOCALS_LENGTH 120

/* "v is 0, i is 3": the variables of this frame whose names stand in the text
 * of its line. Never blocks. */
void locals_words(const struct frame *frame, char words[LOCALS_LENGTH]);

#endif
