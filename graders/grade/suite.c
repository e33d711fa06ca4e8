/* Runs the lab's Criterion suite and reads what its hooks collected. */
#define _GNU_SOURCE

#include "job.h"
#include "tool_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUITE_PATIENCE_S 1800

static json_t *check_named(const json_t *checks, const char *name)
{
    size_t index;
    json_t *check, *found = NULL;
    json_array_foreach((json_t *)(uintptr_t)checks, index, check)
    {
        const char *own = json_string_value(json_object_get(check, "check"));
        if (own && strcmp(own, name) == 0)
            found = check;
    }
    return found;
}

/* Every check of the rubric must have run, and no other. */
static bool compare_with_rubric(struct job *job)
{
    size_t expected = 0;
    for (int i = 0; i < job->rubric.count; i++) {
        const char *name = job->rubric.checks[i].name;
        if (strcmp(name, CHECK_ALLOWED_CALLS) == 0)
            continue;
        expected++;
        if (!check_named(job->checks, name))
            return job_fault(job, "the suite did not run the check %s", name);
    }
    if (json_array_size(job->checks) != expected)
        return job_fault(job, "the suite ran %zu checks, the rubric has %zu",
                         json_array_size(job->checks), expected);
    return true;
}

static void variable(char *text, const char *name, const char *value)
{
    snprintf(text, PATH_LENGTH, "%s=%s", name, value);
}

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

/* What the suite says that helgrind took; nothing if it did not run. */
static double helgrind_seconds(const struct job *job)
{
    char path[PATH_LENGTH];
    double seconds = 0;
    snprintf(path, sizeof path, "%s/" HELGRIND_SECONDS, job->work);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%lf", &seconds) != 1)
        seconds = 0;
    if (file)
        fclose(file);
    return seconds;
}

bool run_suite(struct job *job)
{
    static char values[9][PATH_LENGTH];
    char suite[PATH_LENGTH], collected[PATH_LENGTH], log[PATH_LENGTH];
    char path[PATH_LENGTH], jobs[16];
    snprintf(path, sizeof path, "%s/scenarios", job->work);
    variable(values[0], "INTERLEAVE_PROGRAM", path);
    snprintf(path, sizeof path, "%s/scenarios-tsan", job->work);
    variable(values[1], "INTERLEAVE_TSAN_PROGRAM", job->has_tsan ? path : "");
    snprintf(path, sizeof path, "%s/source/%s.c", job->work, job->stem);
    variable(values[2], "INTERLEAVE_ATTEMPT", path);
    variable(values[3], "INTERLEAVE_WORK", job->work);
    snprintf(path, sizeof path, "%s/" SUPPRESSIONS, job->work);
    variable(values[4], "INTERLEAVE_SUPPRESSIONS", path);
    variable(values[5], "INTERLEAVE_KEEP", job->keep);
    snprintf(path, sizeof path, "%s/explored", job->work);
    variable(values[6], "INTERLEAVE_EXPLORED", job->has_explored ? path : "");
    variable(values[7], "INTERLEAVE_CONFINE",
             from_environment("INTERLEAVE_CONFINE"));
    variable(values[8], "INTERLEAVE_CONFINE_MIN",
             from_environment("INTERLEAVE_CONFINE_MIN"));
    const char *const environment[] = {
        values[0],  values[1], values[2], values[3], values[4],
        values[5],  values[6], values[7], values[8], "PATH=/usr/bin:/bin",
        "LC_ALL=C", NULL};
    snprintf(suite, sizeof suite, "%s/suite/%s/test_%s", job->build, job->lab,
             job->stem);
    snprintf(collected, sizeof collected, "%s/checks.json", job->work);
    snprintf(log, sizeof log, "%s/suite.log", job->work);
    snprintf(jobs, sizeof jobs, "%d", job->jobs);
    const char *const argv[] = {suite, collected, jobs, NULL};
    if (run_program(argv, environment, log, SUITE_PATIENCE_S) != 0)
        return job_fault(job, "the suite %s did not run to its end", suite);
    job->helgrind_cpu_s = helgrind_seconds(job);
    job->checks = json_load_file(collected, 0, NULL);
    if (!json_is_array(job->checks))
        return job_fault(job, "the suite %s left no results", suite);
    return compare_with_rubric(job);
}
