/* view_commands.h - the subcommands of show. Each prints on standard output
 * and returns the program's exit status (verdict.h). None of them ever runs
 * anything.
 */
#ifndef VIEW_COMMANDS_H
#define VIEW_COMMANDS_H

#include <stddef.h>

/* What the command line said; NULL or 0 for what it did not. */
struct request {
    const char *lab_arg; /* how the student names the lab: "1" */
    const char *attempt; /* the attempt's path, for the heading */
    const char *check;   /* the one check to show; NULL for all */
    const char *rubric;
    const char *state;
    const char *course; /* the course file; NULL for none */
    char **labs;        /* --none or --lab, in their order */
    size_t lab_count;
    char **args; /* what follows the options */
    size_t arg_count;
};

/* One result in full, for the student. Blocks until it is printed.
 * Returns: the status that the result stands for. */
int view_check(const struct request *request);

/* The next hint for a check; remembers in the state file how deep the student
 * has gone. Blocks until it is printed.
 * Returns: 0, or EXIT_NOT_DECIDED if there is no such check or no result. */
int view_hint(const struct request *request);

/* A bar for each lab. Blocks until it is printed.
 * Returns: 0, or EXIT_NOT_DECIDED if a result could not be read. */
int view_progress(const struct request *request);

/* A word on each lab, for the list of labs. As view_progress().
 * Blocks until it is printed. */
int view_list(const struct request *request);

/* The class as a table of students and labs. Blocks until it is printed.
 * Returns: 0, or EXIT_NOT_DECIDED if something is not decided. */
int view_table(const struct request *request);

/* The class as OUT/gradebook.csv, replaced in one step. Blocks until it is on
 * the disk.
 * Returns: 0 when it was written, else EXIT_NOT_DECIDED. */
int view_gradebook(const struct request *request);

/* The checks that were not passed, for tests: check, tab, verdict.
 * Blocks until it is printed.
 * Returns: 0, or EXIT_NOT_DECIDED if the result could not be read. */
int view_verdicts(const struct request *request);

#endif
