/* stand.h - where every thread of a process stands, in lines of the attempt.
 *
 * A process that hangs or crashed says nothing any more, so it is asked from
 * outside: its threads are unwound with elfutils' libdwfl, and of each the
 * innermost frame in the attempt's source file is told. The process may be
 * blocked, spinning, stopped, parked in a handler of SIGSEGV, under another
 * uid or in another pid namespace.
 *
 * All names are printable ASCII, whatever the attempt put there ('?' for the
 * rest). Nothing is fetched from a network. Link with -ldw -lelf.
 */
#ifndef STAND_H
#define STAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    STAND_THREADS_MAX = 64,
    STAND_FRAMES_MAX = 256, /* looked at, innermost first */
};

/* Where one thread stands. */
struct stand {
    pid_t tid;
    char thread[16];   /* its name, as /proc shows it */
    bool found;        /* one of its frames is in the attempt */
    bool running;      /* it runs or crashed in that line itself; otherwise it
                          is inside a call that the line makes */
    char function[64]; /* "" unless found */
    char file[64];     /* the attempt's file, without folders */
    int line;
};

/* Where all threads stand, sorted by name, then by tid. */
struct stands {
    int count;         /* entries in threads[] */
    int more;          /* threads beyond STAND_THREADS_MAX, left out */
    char problem[160]; /* why nothing could be learned; "" if all went well */
    struct stand threads[STAND_THREADS_MAX];
};

/* Finds where the threads of a process stand in attempt_file (a name without
 * folders, "racy_counter.c"). The process is traced for some milliseconds and
 * then goes on, or stays stopped, as before.
 * Blocks until all threads were read, 10 seconds at most.
 * Requires: the right to trace it (root, or the same uid).
 * Returns: false if not even one stack could be read; problem says why (no such
 * process, a zombie, not permitted), and threads may hold names alone. */
bool stand_collect(pid_t pid, const char *attempt_file, struct stands *out);

/* The same for a stack that the process wrote down itself, where tracing is
 * not permitted. Addresses are the executable's own, innermost first: those
 * of a position-independent one without its load address. Return addresses
 * are given less 1. Blocks until the executable was read, 10 seconds at most.
 * Returns: out->found; tid and thread stay empty. */
bool stand_line_of(const char *executable, const uintptr_t *addresses,
                   size_t count, const char *attempt_file, struct stand *out);

#endif
