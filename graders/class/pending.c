/* pending: which jobs of a class are still to do.
 *
 *     pending ROOT                            (in OUT/.class)
 *
 * Reads jobs.txt and writes pending.txt, the jobs without a result that stands
 * for the attempt and the grader as they are now. A result that does not is
 * taken away: from here on a missing file is one to do, for every engine and
 * on every machine, and nothing else is. What a killed grader had begun to
 * write in its place goes, too.
 *
 * Exit status: 0, or 2 if it could not do its work. */
#define _GNU_SOURCE /* realpath() */

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "current.h"
#include "verdict.h"
#include "view_file.h"
#include "view_text.h"

#define LABS_MAX 100

/* The sum of the grader of each lab, found when it is first asked for. */
static struct grader {
    char lab[72];
    char sum[DIGEST_TEXT];
} graders[LABS_MAX];

/* Returns: NULL if its files cannot be read. */
static const char *grader_sum(const char *root, const char *lab)
{
    struct grader *grader = graders;
    while (grader < graders + LABS_MAX && grader->lab[0] != '\0') {
        if (strcmp(grader->lab, lab) == 0)
            return grader->sum;
        grader++;
    }
    if (grader == graders + LABS_MAX || !current_grader(root, lab, grader->sum))
        return NULL;
    snprintf(grader->lab, sizeof grader->lab, "%s", lab);
    return grader->sum;
}

/* What a grader that was killed had begun to write. */
static void remove_unfinished(const char *folder)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;
    while (stream && (entry = readdir(stream))) {
        size_t length = strlen(entry->d_name);
        if (length > 4 && strcmp(entry->d_name + length - 4, ".tmp") == 0)
            unlinkat(dirfd(stream), entry->d_name, 0);
    }
    if (stream)
        closedir(stream);
}

static bool is_done(const char *job, const char *root)
{
    char attempt[PATH_MAX], result[PATH_MAX], sum[DIGEST_TEXT];
    const char *lab = strchr(job, '.');
    const char *grader = lab ? grader_sum(root, lab + 1) : NULL;
    int status;
    snprintf(attempt, sizeof attempt, "jobs/%s.c", job);
    snprintf(result, sizeof result, "jobs/%s/result.json", job);
    if (grader && digest_file(attempt, sum) &&
        current_result(result, lab + 1, sum, grader, &status))
        return true;
    unlink(result);
    *strrchr(result, '/') = '\0';
    remove_unfinished(result);
    return false;
}

static int fail(const char *path, const char *problem)
{
    complain(path, problem);
    return EXIT_NOT_DECIDED;
}

int main(int argc, char **argv)
{
    struct problem problem;
    struct new_file pending;
    char root[PATH_MAX], *job;
    complain_as("pending");
    if (argc != 2) {
        fputs("usage: pending ROOT, in OUT/.class\n", stderr);
        return EXIT_NOT_DECIDED;
    }
    if (!realpath(argv[1], root))
        return fail(argv[1], strerror(errno));
    FILE *jobs = file_open("jobs.txt", &problem);
    if (!jobs)
        return fail("jobs.txt", problem.words);
    if (!new_file_begin(&pending, "pending.txt", &problem))
        return fail("pending.txt", problem.words);
    while ((job = file_line(jobs))) {
        if (!is_done(job, root))
            fprintf(pending.stream, "%s\n", job);
        free(job);
    }
    fclose(jobs);
    if (!new_file_commit(&pending, &problem))
        return fail("pending.txt", problem.words);
    return EXIT_SUCCESS;
}
