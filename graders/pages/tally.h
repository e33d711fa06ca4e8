/* tally.h - what a class did in each lab and check, counted. */
#ifndef TALLY_H
#define TALLY_H

#include "view_class.h"

enum { TALLY_STATUSES = CHECK_UNDECIDED + 1 };

struct tally_check {
    char *name;
    char *claim;
    int max;
    size_t count[TALLY_STATUSES]; /* by enum check_status */
};

struct tally_lab {
    size_t results, full;
    long points, max; /* of all results together, as the course counts them */
    struct tally_check *checks;
    size_t check_count;
};

struct tally {
    struct tally_lab *labs; /* as many as the class has */
    size_t lab_count;
    size_t verdicts[VERDICT_COUNT]; /* of checks that failed */
    size_t failed;                  /* all of these */
};

/* Nothing counted yet. Never blocks. Owns: tally_free(). */
void tally_begin(struct tally *tally, const struct class *class);

/* Counts a decided result of that lab. Never blocks. */
void tally_add(struct tally *tally, size_t lab, const struct result *result,
               const struct cell *cell);

/* Never blocks. */
void tally_free(struct tally *tally);

#endif
