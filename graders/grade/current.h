/* current.h - whether a result still stands for its attempt and its grader. By
 * content: no date of a file means anything here. */
#ifndef CURRENT_H
#define CURRENT_H

#include <stdbool.h>

#include "digest.h"

/* The sum over everything of the project in this folder that a result of that
 * lab depends on. Blocks while it reads. Returns: false if it cannot. */
bool current_grader(const char *root, const char *lab, char sum[DIGEST_TEXT]);

/* Whether the file is a decided result of that lab for an attempt and by a
 * grader with these sums. Blocks while it reads. *status gets the exit status
 * that it stands for. */
bool current_result(const char *path, const char *lab, const char *attempt_sum,
                    const char *grader_sum, int *status);

#endif
