/* watch.h - watches a confined program from outside until it ends, or until
 * it is certain that it will not.
 *
 * No decision rests on how long something took by the clock:
 *  - all threads wait in futex calls without a time limit, and none of them
 *    was scheduled between two looks: nobody is left to wake anybody;
 *  - nothing of it ran or wanted to between some hundred looks: it sleeps;
 *  - it used more CPU time than any correct attempt needs, a thousand times
 *    over: it runs in circles;
 *  - it wrote more than the cap, or more or larger files than any tool does;
 *  - it is more than half as many threads and processes as it may be, where no
 *    scenario needs a quarter: it multiplies.
 * A program that does nothing of this, and in WATCH_PATIENCE_S seconds by the
 * clock got less than one second of CPU time, was starved by the machine: that
 * is the grader's fault, not its own.
 */
#ifndef WATCH_H
#define WATCH_H

#include "confine.h"
#include "stand.h"

#define WATCH_PATIENCE_S 300
#define WATCH_REPORT_MAX (256 * 1024)
#define WATCH_OUTPUT_MAX (1024 * 1024)
#define WATCH_OUTPUT_KEPT 2000
#define WATCH_FILES_MIB 256

enum ending {
    ENDED_EXIT,     /* by itself; see status */
    ENDED_STOP,     /* its report says "stop"; it stood still */
    ENDED_STUCK,    /* every thread blocked for ever */
    ENDED_CPU,      /* used up its CPU time */
    ENDED_OUTPUT,   /* wrote without end */
    ENDED_FILES,    /* filled the disk */
    ENDED_CROWD,    /* made processes without end */
    ENDED_MEMORY,   /* all of its processes together took too much memory */
    ENDED_ASLEEP,   /* sleeps in the kernel, and nothing will wake it */
    ENDED_STOPPED,  /* put itself to sleep with a signal */
    ENDED_PATIENCE, /* neither ended nor did anything: grader fault */
    ENDED_NOT_RUN,  /* could not be started: grader fault */
};

struct watched {
    enum ending ending;
    int status; /* as of waitpid() */
    char *report;
    size_t report_length;
    char beginning[WATCH_OUTPUT_KEPT + 1]; /* of its output */
    char output[WATCH_OUTPUT_KEPT + 1];    /* the end of it */
    size_t output_length;                  /* all of it */
    struct stands stands; /* where its threads stood, unless it ended itself */
    char problem[200];
};

/* Runs argv confined and watches it. input: the nonce that its report lines
 * begin with, or NULL if it reports nothing. If soft_end, it is asked to end
 * with SIGTERM before it is killed, as Valgrind needs to finish its log.
 * attempt_file: whose lines the stands are told in (no folders).
 * Blocks until nothing of it is left. Owns: watch_free(). */
void watch_program(const char *const argv[], const char *directory,
                   const char *input, const struct confine_limits *limits,
                   const char *attempt_file, bool soft_end,
                   struct watched *out);

/* Frees what watch_program() allocated. Never blocks. */
void watch_free(struct watched *watched);

#endif
