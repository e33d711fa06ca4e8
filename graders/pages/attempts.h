/* attempts.h - where the attempts of a class are: make grade keeps links to
 * them in OUT/.class/jobs (class/book.h).
 */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include <stddef.h>

struct attempt {
    char *key;  /* "student/lab" */
    char *path; /* of the link to it */
};

struct attempts {
    struct attempt *items; /* sorted by key */
    size_t count;
};

/* Finds them; none if there is no such folder. Never blocks. Owns:
 * attempts_free(). */
void attempts_find(struct attempts *attempts, const char *out_dir);

/* Never blocks. */
void attempts_free(struct attempts *attempts);

/* The path of that one; NULL if it is not known. Never blocks. */
const char *attempt_of(const struct attempts *attempts, const char *student,
                       const char *lab);

#endif
