/* view_result.h - a result.json in memory, checked: what a view is given is
 * complete, within bounds, and does not contradict itself.
 *
 * The fields are those of result.schema.json, which explains each of them.
 * A text that may be absent is absent when its bytes are NULL.
 */
#ifndef VIEW_RESULT_H
#define VIEW_RESULT_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "verdict.h"
#include "view_text.h"

enum check_status {
    CHECK_PASSED,
    CHECK_FAILED,
    CHECK_NOT_RUN,
    CHECK_UNDECIDED,
};

struct texts {
    struct text *items;
    size_t count;
};

/* Where one thread stands. */
struct where {
    struct text thread, doing, function, file, code;
    int line; /* 0 when it is absent */
};

struct places {
    struct where *items;
    size_t count;
};

struct check {
    struct text name, claim, scenario, diagnosis, expected, found, output;
    int points, max;
    enum check_status status;
    enum verdict verdict;
    struct places where, steps;
    struct texts notes;
    json_t *schedule; /* what the explorer said; NULL if it was not asked */
};

struct result {
    struct text lab, file, sha256, grader, confinement;
    struct texts layers, notes, compiler;
    enum verdict verdict;
    int points, max;
    bool decided;
    struct check *checks;
    size_t check_count;
    json_t *json; /* owns the bytes of all texts */
};

/* What was wrong with a file, in words, for people. */
struct problem {
    char words[200];
};

/* Reads and checks a result. Never blocks: what is not a regular file is
 * refused. Returns: NULL, and the problem, when the file is missing, no JSON,
 * not a result, or contradicts itself. Owns: the caller frees it. */
struct result *result_load(const char *path, struct problem *problem);

/* Frees it; NULL is allowed. Never blocks. */
void result_free(struct result *result);

/* The exit status that this result stands for. Never blocks. */
int result_status(const struct result *result);

/* The check of that name; NULL when there is none. Never blocks. */
const struct check *result_check(const struct result *result, struct text name);

/* The first check with that status in the rubric's order; NULL when there is
 * none. Never blocks. */
const struct check *result_first(const struct result *result,
                                 enum check_status status);

/* How many checks have that status. Never blocks. */
int result_count(const struct result *result, enum check_status status);

/* The number by which a student names the lab of this key: "1" for
 * "01_racy_counter"; the key itself if it has none. Never blocks. */
struct text lab_number(struct text lab);

/* Whether this is a lab's key: two digits, "_", small letters, digits, "_".
 * Never blocks. */
bool lab_is_key(struct text lab);

#endif
