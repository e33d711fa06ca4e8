/* One scenario of one attempt under Valgrind or ThreadSanitizer, for `make
 * helgrind` and its like: leaves the tool's raw log where it is wanted. */
#define _GNU_SOURCE

#include "job.h"
#include "outcome.h"
#include "tool_options.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ARGUMENTS_MAX 40
#define LOG_BYTES_MAX (64u * 1024 * 1024)

static void valgrind_command(const struct job *job, enum tool tool,
                             const char *program, const char **argv)
{
    static char suppressions[PATH_LENGTH];
    int count = 0;
    snprintf(suppressions, sizeof suppressions,
             "--suppressions=%s/" SUPPRESSIONS, job->work);
    argv[count++] = "/usr/bin/valgrind";
    for (const char *const *o = tool_options(tool);
         *o && count < ARGUMENTS_MAX - 5; o++)
        argv[count++] = *o;
    argv[count++] = suppressions;
    argv[count++] = "--xml-file=log";
    argv[count++] = program;
    argv[count++] = job->scenario;
    argv[count] = NULL;
}

static const char *tsan_environment(void)
{
    static char variable[400];
    size_t used = (size_t)snprintf(variable, sizeof variable,
                                   "TSAN_OPTIONS=log_path=log");
    for (const char *const *o = tool_options(TOOL_TSAN); *o; o++)
        if (used < sizeof variable)
            used += (size_t)snprintf(variable + used, sizeof variable - used,
                                     ":%s", *o);
    return variable;
}

/* TSan adds its process number to the name, and writes no file if it has
 * nothing to say: then an empty log stands for that. */
static bool keep_log(struct job *job, const char *folder, const char *name)
{
    char pattern[PATH_LENGTH + 8], to[PATH_LENGTH + 48];
    glob_t logs;
    snprintf(pattern, sizeof pattern, "%s/log*", folder);
    snprintf(to, sizeof to, "%s/%s", job->keep, name);
    remove(to);
    bool found = glob(pattern, 0, NULL, &logs) == 0;
    const char *from = found ? logs.gl_pathv[0] : "/dev/null";
    bool good = build_copy_file(from, to, LOG_BYTES_MAX);
    if (found)
        globfree(&logs);
    return good ||
           job_fault(job, "cannot keep the log %s: %s", to, strerror(errno));
}

static void say_how_it_ended(const struct job *job, struct watched *watched)
{
    static struct outcome outcome;
    outcome_read(watched, job->scenario, "tool", &outcome);
    if (outcome.verdict != VERDICT_OK)
        printf("The scenario '%s' did not run to its end: %s (%s).\n"
               "What the tool says is about the part before.\n\n",
               job->scenario, verdict_words(outcome.verdict),
               outcome.diagnosis);
    outcome_free(&outcome);
}

bool run_tool(struct job *job)
{
    static const struct confine_limits slow = {
        .cpu_s = 120, .file_mib = 64, .processes = 256, .removes = true};
    struct confine_limits limits = slow;
    const char *argv[ARGUMENTS_MAX];
    char program[PATH_LENGTH], folder[PATH_LENGTH], name[40], file[80];
    struct watched watched;
    bool tsan = job->tool == TOOL_TSAN;
    if (tsan && !job->has_tsan)
        return job_fault(job, "the attempt could not be built with TSan");
    snprintf(program, sizeof program, "%s/scenarios%s", job->work,
             tsan ? "-tsan" : "");
    snprintf(folder, sizeof folder, "%s/tool", job->work);
    snprintf(file, sizeof file, "%s.c", job->stem);
    if (mkdir(folder, 0755) != 0)
        return job_fault(job, "%s: %s", folder, strerror(errno));
    const char *const plain[] = {program, job->scenario, NULL};
    if (tsan)
        limits.environment = tsan_environment();
    else
        valgrind_command(job, (enum tool)job->tool, program, argv);
    watch_program(tsan ? plain : argv, folder, "tool", &limits, file, !tsan,
                  &watched);
    say_how_it_ended(job, &watched);
    snprintf(name, sizeof name, "%s.%s", tool_name((enum tool)job->tool),
             tsan ? "log" : "xml");
    return keep_log(job, folder, name);
}
