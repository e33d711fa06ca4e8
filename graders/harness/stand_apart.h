/* stand_apart.h - work on hostile input, in a process of its own.
 *
 * What an attempt left behind (its object, its debug information, its running
 * process) is read with libraries that were not written for hostile input. So
 * the reading is done in a forked child: it may crash, hang or eat memory, and
 * the grader only learns that it failed.
 */
#ifndef STAND_APART_H
#define STAND_APART_H

#include <stddef.h>

enum stand_apart {
    APART_DONE,        /* the result is there */
    APART_DIED,        /* the child ended without a result */
    APART_KILLED,      /* somebody else ended the child (SIGKILL) */
    APART_LATE,        /* the child was ended: patience_ms were used up */
    APART_NOT_STARTED, /* no pipe or no process to be had */
};

/* Runs work(argument, result) in a child and copies the bytes of its result
 * into the caller's. Blocks until the child has ended, for patience_ms of its
 * own CPU time at most (and for 60 times as long, should it use none).
 * Requires: a result without pointers. Returns: how it went; the result is
 * untouched unless APART_DONE. */
enum stand_apart stand_apart(void (*work)(const void *argument, void *result),
                             const void *argument, void *result, size_t bytes,
                             int patience_ms);

#endif
