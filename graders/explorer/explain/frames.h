/* frames.h - the stack frames of a thread of the program. */
#ifndef FRAMES_H
#define FRAMES_H

#include "dies.h"
#include "engine.h"

#define FRAMES_MAX 24

/* The frames of a thread that is in a call of the explorer, which returns to
 * pc, innermost first. Never blocks. Returns: how many. */
int frames_of(const struct thread *thread, const void *pc,
              struct frame frames[FRAMES_MAX]);

#endif
