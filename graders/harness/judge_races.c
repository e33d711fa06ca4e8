/* The check for data races: helgrind's opinion, and ThreadSanitizer's where
 * helgrind cannot know (C11 atomics). */
#define _GNU_SOURCE

#include "findings.h"
#include "judge.h"
#include "judge_internal.h"
#include "tool_options.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOG "helgrind.xml"
#define ARGUMENTS_MAX 32
#define TOOL_MEMORY_MIB 2048 /* the tools' own memory is the most of it */

/* Valgrind is started like the scenario program, as a confined child. */
static const struct outcome *play_under_helgrind(const char *scenario,
                                                 char *log, size_t size)
{
    const char *argv[ARGUMENTS_MAX];
    char suppressions[600];
    const char *folder = run_folder();
    if (!folder)
        fail_check(NULL, VERDICT_GRADER_FAULT, "cannot make a folder to run in",
                   NULL, NULL);
    snprintf(log, size, "%s/%s", folder, LOG);
    snprintf(suppressions, sizeof suppressions, "--suppressions=%s",
             assignment()->suppressions);
    int count = 0;
    argv[count++] = "/usr/bin/valgrind";
    const char *const *options = tool_options(TOOL_HELGRIND);
    while (*options && count < ARGUMENTS_MAX - 6)
        argv[count++] = *options++;
    argv[count++] = suppressions;
    argv[count++] = "--xml-file=" LOG;
    argv[count++] = assignment()->program;
    argv[count++] = scenario;
    argv[count] = NULL;
    return play_command(argv, folder, scenario,
                        &(struct play_options){.under_valgrind = true,
                                               .memory_mib = TOOL_MEMORY_MIB});
}

static double children_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* For timings.json: helgrind is the dearest part of a grade. */
static void note_seconds(double seconds)
{
    char path[600];
    snprintf(path, sizeof path, "%s/" HELGRIND_SECONDS, assignment()->work);
    FILE *file = fopen(path, "we");
    if (file)
        fprintf(file, "%f\n", seconds);
    if (file)
        fclose(file);
}

/* The attempt may write where the log is, and it is dead by now. */
static bool is_plain_file(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void keep_log(const char *log)
{
    char name[600], buffer[65536];
    if (assignment()->keep[0] == '\0')
        return;
    snprintf(name, sizeof name, "%s/%s", assignment()->keep, LOG);
    FILE *from = fopen(log, "re");
    FILE *to = from ? fopen(name, "we") : NULL;
    size_t length;
    while (to && (length = fread(buffer, 1, sizeof buffer, from)) > 0)
        fwrite(buffer, 1, length, to);
    if (from)
        fclose(from);
    if (to)
        fclose(to);
}

/* ---- ThreadSanitizer's opinion ---- */

static void tsan_environment(char *variable, size_t size)
{
    size_t used =
        (size_t)snprintf(variable, size, "TSAN_OPTIONS=log_path=tsan");
    for (const char *const *o = tool_options(TOOL_TSAN); *o; o++)
        if (used < size)
            used += (size_t)snprintf(variable + used, size - used, ":%s", *o);
}

/* Whether TSan ran the same scenario to its end and reported no data race. */
static bool tsan_says_clean(const char *scenario)
{
    struct findings findings;
    char pattern[600];
    glob_t logs;
    const char *folder = run_folder();
    if (assignment()->tsan_program[0] == '\0' || !folder)
        return false;
    const char *const argv[] = {assignment()->tsan_program, scenario, NULL};
    char options[400];
    tsan_environment(options, sizeof options);
    /* No memory limit: TSan's shadow is terabytes of address space, and the
     * limit counts them although they are never touched. */
    const struct outcome *run = play_command(
        argv, folder, scenario, &(struct play_options){.environment = options});
    if (!run->begun)
        fail_check(run, VERDICT_GRADER_FAULT,
                   "ThreadSanitizer does not start on this machine, and only "
                   "it can tell whether helgrind's report is a false alarm",
                   NULL, NULL);
    if (run->verdict != VERDICT_OK)
        return false;
    snprintf(pattern, sizeof pattern, "%s/tsan.*", folder);
    bool clean = glob(pattern, 0, NULL, &logs) == GLOB_NOMATCH;
    if (!clean && is_plain_file(logs.gl_pathv[0])) {
        bool whole =
            findings_read_tsan(logs.gl_pathv[0], assignment()->file, &findings);
        clean = whole && findings_with_weight(&findings, FINDING_COUNTS) == 0;
        findings_destroy(&findings);
    }
    globfree(&logs);
    return clean;
}

/* ---- in words ---- */

/* The signal that ends a stopped run strikes whichever thread the kernel
 * likes, so its line is luck; and it says nothing that the check does not. */
static void note_information(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *f = &findings->list[i];
        int line = f->access_count > 0 ? f->accesses[0].line : 0;
        if (f->weight == FINDING_INFORMATION && strcmp(f->kind, "Signal") != 0)
            note("helgrind: %s (line %d). No points are taken: %s", f->title,
                 line, f->reason);
    }
}

/* The first one of the log is the cause; later ones may be its followers. */
static const struct finding *first_that_counts(const struct findings *findings)
{
    const struct finding *first = NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->list[i];
        if (finding->weight == FINDING_COUNTS &&
            (!first || finding->number < first->number))
            first = finding;
    }
    return first;
}

/* A race is told like a standing: two places of the attempt. */
static void places_of(const struct finding *finding, struct outcome *outcome)
{
    outcome->standing_count = 0;
    for (int i = 0; i < finding->access_count; i++) {
        const struct access *access = &finding->accesses[i];
        if (!access->in_attempt || access->sort != ACCESS_EVENT ||
            outcome->standing_count == OUTCOME_THREADS_MAX)
            continue;
        struct standing *place = &outcome->standing[outcome->standing_count++];
        snprintf(place->thread, sizeof place->thread, "%s",
                 i == 0 ? "one" : "another");
        const char *by = strstr(access->role, " by ");
        int length = by ? (int)(by - access->role) : -1;
        const char *article = strncmp(access->role, "earlier", 7) ? "a" : "an";
        snprintf(place->doing, sizeof place->doing, "does %s %.*s", article,
                 length, access->role);
        snprintf(place->function, sizeof place->function, "%.63s",
                 access->function);
        place->line = access->line;
    }
}

static _Noreturn void fail_with(const struct findings *findings,
                                const struct finding *finding,
                                const struct outcome *run)
{
    static struct outcome told;
    char found[120];
    bool race = strcmp(finding->kind, "Race") == 0;
    told = *run;
    told.verdict = race ? VERDICT_DATA_RACE : VERDICT_MISUSE;
    told.step_count = 0; /* a race needs no order to be one */
    places_of(finding, &told);
    snprintf(found, sizeof found, "%zu finding%s of helgrind",
             findings_with_weight(findings, FINDING_COUNTS),
             findings_with_weight(findings, FINDING_COUNTS) == 1 ? "" : "s");
    fail_check(&told, told.verdict, finding->meaning,
               "no two unordered accesses to the same memory", found);
}

/* What crashes or loops without a tool does it with one too, after minutes.
 * A deadlock is left to the tool, which may know of a race besides. */
static void expect_worth_a_tool(const char *scenario)
{
    const struct outcome *run = play(scenario);
    if (run->verdict != VERDICT_DEADLOCK && run->verdict != VERDICT_MISUSE)
        expect_end(run);
}

void expect_no_races(const char *scenario)
{
    char log[600];
    struct findings findings;
    expect_worth_a_tool(scenario);
    double before = children_seconds();
    const struct outcome *run = play_under_helgrind(scenario, log, sizeof log);
    note_seconds(children_seconds() - before);
    if (run->begun && !is_plain_file(log))
        fail_check(run, VERDICT_FORBIDDEN_CALL,
                   "took away the log of the tool that watched it", NULL, NULL);
    bool whole = findings_read_valgrind(log, assignment()->file, &findings);
    keep_log(log);
    if (first_that_counts(&findings) && tsan_says_clean(scenario))
        findings_judge(&findings, true);
    note_information(&findings);
    const struct finding *finding = first_that_counts(&findings);
    if (finding)
        fail_with(&findings, finding, run);
    expect_end(run);
    if (!whole)
        fail_check(run, VERDICT_GRADER_FAULT, findings.error, NULL, NULL);
    findings_destroy(&findings);
}
