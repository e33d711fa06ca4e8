/* judge_internal.h - the suite's machinery: what grade tells it, and how a
 * check's result travels from Criterion's worker to the file that grade
 * reads. Checks do not include it. */
#ifndef JUDGE_INTERNAL_H
#define JUDGE_INTERNAL_H

#include "outcome.h"

#include <jansson.h>

/* Set by grade, in the environment. */
struct assignment {
    const char *program;      /* INTERLEAVE_PROGRAM: the scenario program */
    const char *tsan_program; /* INTERLEAVE_TSAN_PROGRAM: "" if there is none */
    const char *explored;     /* INTERLEAVE_EXPLORED: explores; "" if none */
    const char *attempt; /* INTERLEAVE_ATTEMPT: the source, for its lines */
    const char *file;    /* its name without folders */
    const char *work;    /* INTERLEAVE_WORK: a folder for this attempt */
    const char *suppressions; /* INTERLEAVE_SUPPRESSIONS: for Valgrind */
    const char *keep;         /* INTERLEAVE_KEEP: where raw logs are kept */
};

/* Never blocks. Ends the program if grade did not set it. */
const struct assignment *assignment(void);

/* A new folder for one run below assignment()->work. Never blocks for long.
 * Returns: its path, in static memory; NULL if it cannot be made. */
const char *run_folder(void);

/* How a scenario is played when not plainly. */
struct play_options {
    bool explores;           /* all schedules; may take long, and may not
                              * be judged by how long */
    bool under_valgrind;     /* slower, and wants to end softly */
    long memory_mib;         /* 0 = no limit */
    const char *environment; /* one more variable, or NULL */
};

/* Plays one scenario with a command line of its own (Valgrind).
 * Blocks until nothing of it is left. */
const struct outcome *play_command(const char *const argv[], const char *folder,
                                   const char *scenario,
                                   const struct play_options *options);

/* Ends the check as failed with this JSON; takes the reference over. */
_Noreturn void end_check(json_t *result);

#endif
