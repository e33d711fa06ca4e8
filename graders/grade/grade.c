/* grade: one attempt of one lab in, one result.json out.
 *
 *     grade --lab 01_racy_counter --result OUT/result.json ATTEMPT.c
 *
 * A pure step: the result depends on the attempt's bytes, the grader's files
 * and what confinement the machine allows, on nothing else. Everything else
 * (views, classes) is built on it. */
#define _GNU_SOURCE

#include "job.h"
#include "confine.h"
#include "current.h"
#include "findings.h"
#include "verdict.h"

#include <argp.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct argp_option options[] = {
    {"lab", 'l', "KEY", 0, "The lab, as its folder is named", 0},
    {"result", 'r', "FILE", 0, "Where the result goes", 0},
    {"root", 'R', "DIR", 0, "The project's folder (default: .)", 0},
    {"build", 'b', "DIR", 0, "Its build folder (default: ROOT/build)", 0},
    {"keep", 'k', "DIR", 0, "Keep the tools' raw logs there", 0},
    {"jobs", 'j', "N", 0, "Checks at the same time (default: 1)", 0},
    {"tool", 't', "TOOL", 0,
     "Run one scenario under helgrind, drd, memcheck or tsan; no result", 0},
    {"scenario", 's', "NAME", 0, "... this one (default: everything)", 0},
    {"ask", 'a', "PROGRAM", 0,
     "Give the program that explores the attempt to this one; no result", 0},
    {"if-changed", 'c', NULL, 0,
     "Do nothing if the result stands for the same attempt and grader", 0},
    {0}};

static bool says_what_for(const struct job *job)
{
    if (job->asker)
        return true;
    return job->tool < 0 ? job->result != NULL : job->keep[0] != '\0';
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct job *job = state->input;
    switch (key) {
    case 'l':
        job->lab = argument;
        break;
    case 'r':
        job->result = argument;
        break;
    case 'R':
        job->root = argument;
        break;
    case 'b':
        job->build = argument;
        break;
    case 'k':
        job->keep = argument;
        break;
    case 'j':
        job->jobs = atoi(argument);
        break;
    case 't':
        job->tool = (int)tool_named(argument);
        if (job->tool == TOOL_COUNT)
            argp_error(state, "there is no tool '%s'", argument);
        break;
    case 's':
        job->scenario = argument;
        break;
    case 'a':
        job->asker = argument;
        break;
    case 'c':
        job->if_changed = true;
        break;
    case ARGP_KEY_ARG:
        job->attempt = argument;
        break;
    case ARGP_KEY_END:
        if (!job->lab || !job->attempt || job->jobs < 1 || !says_what_for(job))
            argp_error(state, "say --lab, --result (with --tool: --keep; not "
                              "with --ask) and one attempt");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {
    options,
    parse_option,
    "ATTEMPT.c",
    "Grades one attempt of one lab.\vExit status: 0 full marks, 1 the attempt "
    "is wrong, 2 the grader could not decide.",
    NULL,
    NULL,
    NULL};

/* ---- preparing ---- */

static bool prepare(struct job *job)
{
    char path[PATH_LENGTH];
    struct stat attempt;
    if (!job->lab || !strchr(job->lab, '_'))
        return job_fault(job, "'%s' is not the key of a lab",
                         job->lab ? job->lab : "");
    job->stem = strchr(job->lab, '_') + 1;
    snprintf(path, sizeof path, "%s/graders/%s/rubric.tsv", job->root,
             job->lab);
    if (!rubric_table_read(path, &job->rubric, job->fault, sizeof job->fault))
        return false;
    snprintf(path, sizeof path, "%s/graders/%s/hidden/rubric.tsv", job->root,
             job->lab);
    if (access(path, F_OK) == 0 &&
        !rubric_table_add(path, &job->rubric, job->fault, sizeof job->fault))
        return false;
    if (stat(job->attempt, &attempt) != 0)
        return job_fault(job, "%s: %s", job->attempt, strerror(errno));
    if (!S_ISREG(attempt.st_mode))
        return job_fault(job, "%s is not a file", job->attempt);
    char problem[300];
    if (!confine_is_enough(problem, sizeof problem))
        return job_fault(job, "%s", problem);
    if (!digest_file(job->attempt, job->attempt_digest))
        return job_fault(job, "%s: %s", job->attempt, strerror(errno));
    return current_grader(job->root, job->lab, job->grader_digest) ||
           job_fault(job, "cannot read the grader's files");
}

static bool make_work_folder(struct job *job)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(job->work, sizeof job->work, "%.30s/interleave-XXXXXX",
             tmp && strlen(tmp) <= 30 ? tmp : "/tmp");
    /* Another uid has to get through it, but not to write in it. */
    if (!mkdtemp(job->work) || chmod(job->work, 0755) != 0)
        return job_fault(job, "cannot make a folder in /tmp: %s",
                         strerror(errno));
    return true;
}

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

/* ---- the stages ---- */

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Of this process and of all that it has waited for. */
static double cpu_seconds(void)
{
    struct rusage own, others;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &others);
    return seconds_of(own.ru_utime) + seconds_of(own.ru_stime) +
           seconds_of(others.ru_utime) + seconds_of(others.ru_stime);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What passed since the last stage ended belongs to this one. */
static void end_stage(struct job *job, enum stage stage)
{
    static double wall_s, cpu_s; /* when the last one ended */
    double now = seconds_now(), used = cpu_seconds();
    if (stage < STAGES) {
        job->spent[stage].wall_s = now - wall_s;
        job->spent[stage].cpu_s = used - cpu_s;
    }
    wall_s = now;
    cpu_s = used;
}

static bool vet(struct job *job, struct vet_rules *rules)
{
    char path[PATH_LENGTH];
    snprintf(path, sizeof path, "%s/graders/allowed.txt", job->root);
    if (!vet_rules_read(path, rules))
        return job_fault(job, "%s", rules->problem);
    snprintf(path, sizeof path, "%s/graders/%s/allowed.txt", job->root,
             job->lab);
    if (!vet_rules_read(path, rules))
        return job_fault(job, "%s", rules->problem);
    snprintf(path, sizeof path, "%s/compile/attempt.o", job->work);
    if (!vet_object(path, rules, &job->vet))
        return job_fault(job, "the attempt's object could not be vetted");
    return vet_worst(&job->vet) != VET_REFUSE;
}

/* What the stages read must still be there after them. If somebody tidied it
 * away (a run that was stopped), a tool that missed it failed for that reason
 * and not because of the attempt. */
static void check_work_folder(struct job *job)
{
    static const char *const always[] = {"include", "source", "compile",
                                         SUPPRESSIONS};
    char path[PATH_LENGTH];
    bool there = true;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        snprintf(path, sizeof path, "%s/%s", job->work, always[i]);
        there = there && access(path, F_OK) == 0;
    }
    snprintf(path, sizeof path, "%s/source/%s.c", job->work, job->stem);
    there = there && access(path, F_OK) == 0;
    snprintf(path, sizeof path, "%s/include/%s.h", job->work, job->stem);
    there = there && access(path, F_OK) == 0;
    snprintf(path, sizeof path, "%s/compile/attempt.o", job->work);
    there = there && (!job->compiled || access(path, F_OK) == 0);
    snprintf(path, sizeof path, "%s/scenarios", job->work);
    there = there && (!job->runnable || access(path, F_OK) == 0);
    if (!there)
        job_fault(job, "somebody took %s away meanwhile", job->work);
}

static void run_stages(struct job *job)
{
    static struct vet_rules rules;
    end_stage(job, STAGES);
    bool going = build_compile(job);
    end_stage(job, STAGE_COMPILE);
    going = going && vet(job, &rules);
    end_stage(job, STAGE_VET);
    going = going && (job->asker ? build_explored(job, &rules)
                                 : build_link(job, &rules));
    end_stage(job, STAGE_LINK);
    if (going && job->asker)
        hand_over(job);
    else if (going && job->tool >= 0)
        run_tool(job);
    else if (going)
        run_suite(job);
    end_stage(job, STAGE_CHECKS);
}

/* Durations differ from run to run, so they stand beside the result. */
static void write_timings(const struct job *job)
{
    char path[PATH_LENGTH];
    snprintf(path, sizeof path, "%s", job->result);
    char *slash = strrchr(path, '/');
    snprintf(slash ? slash + 1 : path, 20, "timings.json");
    static const char *const names[STAGES] = {"compile", "vet", "link",
                                              "checks"};
    json_t *timings = json_object();
    for (int i = 0; i < STAGES; i++)
        json_object_set_new(timings, names[i],
                            json_pack("{s:f, s:f}", "wall_s",
                                      job->spent[i].wall_s, "cpu_s",
                                      job->spent[i].cpu_s));
    json_object_set_new(timings, "helgrind",
                        json_pack("{s:f}", "cpu_s", job->helgrind_cpu_s));
    result_write(path, timings);
    json_decref(timings);
}

static int exit_status(const json_t *result)
{
    if (!json_is_true(json_object_get(result, "decided")))
        return EXIT_NOT_DECIDED;
    const char *verdict = json_string_value(json_object_get(result, "verdict"));
    return strcmp(verdict, "ok") == 0 ? EXIT_FULL_MARKS : EXIT_ATTEMPT_WRONG;
}

/* With --tool and --ask there is no result. */
static int end_of_tool(const struct job *job)
{
    if (job->fault[0] != '\0')
        fprintf(stderr, "grade: %s\n", job->fault);
    else if (!job->compiled)
        printf("The attempt does not compile:\n%s", job->compiler);
    else if (job->has_explored)
        return job->asker_status;
    else if (!job->runnable)
        printf("The attempt is not run: %s\n", job->vet.findings[0].sentence);
    else
        return EXIT_FULL_MARKS;
    return job->fault[0] != '\0' ? EXIT_NOT_DECIDED : EXIT_ATTEMPT_WRONG;
}

static int grade(struct job *job)
{
    int status = EXIT_NOT_DECIDED;
    if (!prepare(job)) {
        fprintf(stderr, "grade: %s\n", job->fault);
        return EXIT_NOT_DECIDED;
    }
    if (job->if_changed &&
        current_result(job->result, job->lab, job->attempt_digest,
                       job->grader_digest, &status))
        return status;
    if (make_work_folder(job)) {
        run_stages(job);
        check_work_folder(job);
        nftw(job->work, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    }
    if (job->tool >= 0 || job->asker)
        return end_of_tool(job);
    json_t *result = result_assemble(job);
    if (job->fault[0] != '\0')
        fprintf(stderr, "grade: %s\n", job->fault);
    status = exit_status(result);
    write_timings(job); /* first: who has a result is through with everything */
    if (!result_write(job->result, result)) {
        fprintf(stderr, "grade: cannot write %s: %s\n", job->result,
                strerror(errno));
        status = EXIT_NOT_DECIDED;
    }
    json_decref(result);
    json_decref(job->checks);
    return status;
}

int main(int argc, char **argv)
{
    static struct job job = {.root = ".",
                             .keep = "",
                             .jobs = 1,
                             .tool = -1,
                             .scenario = "everything"};
    static char root[PATH_MAX], build[PATH_MAX + 16];
    argp_parse(&parser, argc, argv, 0, NULL, &job);
    if (!realpath(job.root, root)) {
        fprintf(stderr, "grade: %s: %s\n", job.root, strerror(errno));
        return EXIT_NOT_DECIDED;
    }
    job.root = root;
    if (!job.build) {
        snprintf(build, sizeof build, "%s/build", root);
        job.build = build;
    }
    return grade(&job);
}
