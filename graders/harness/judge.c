#define _GNU_SOURCE

#include "judge.h"
#include "judge_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#define NOTES_MAX 20
#define CPU_LIMIT_S 10
#define CPU_LIMIT_UNDER_VALGRIND_S 60
#define CPU_LIMIT_EXPLORING_S                                                  \
    240 /* budgets count executions, and end first                             \
         */
#define MEMORY_LIMIT_MIB 512

static char *notes[NOTES_MAX];
static int note_count;

/* ---- the assignment ---- */

static const char *required(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr,
                "a grader is started by `grade`, not by hand: %s is "
                "not set\n",
                name);
        exit(EXIT_NOT_DECIDED);
    }
    return value;
}

const struct assignment *assignment(void)
{
    static struct assignment a;
    if (a.program)
        return &a;
    a.attempt = required("INTERLEAVE_ATTEMPT");
    const char *slash = strrchr(a.attempt, '/');
    a.file = slash ? slash + 1 : a.attempt;
    a.work = required("INTERLEAVE_WORK");
    a.tsan_program = required("INTERLEAVE_TSAN_PROGRAM");
    a.explored = required("INTERLEAVE_EXPLORED");
    a.suppressions = required("INTERLEAVE_SUPPRESSIONS");
    a.keep = required("INTERLEAVE_KEEP");
    a.program = required("INTERLEAVE_PROGRAM");
    return &a;
}

const char *run_folder(void)
{
    static char folder[512];
    snprintf(folder, sizeof folder, "%s/run-XXXXXX", assignment()->work);
    if (!mkdtemp(folder) || chmod(folder, 0755) != 0)
        return NULL;
    return folder;
}

/* ---- playing ---- */

static void make_nonce(char nonce[33])
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        memset(bytes, 0, sizeof bytes);
    for (int i = 0; i < 16; i++)
        snprintf(nonce + 2 * i, 3, "%02x", bytes[i]);
}

static long cpu_limit(const struct play_options *options)
{
    if (options->explores)
        return CPU_LIMIT_EXPLORING_S;
    return options->under_valgrind ? CPU_LIMIT_UNDER_VALGRIND_S : CPU_LIMIT_S;
}

const struct outcome *play_command(const char *const argv[], const char *folder,
                                   const char *scenario,
                                   const struct play_options *options)
{
    struct outcome *outcome = malloc(sizeof *outcome);
    struct watched watched;
    struct confine_limits limits = {
        .cpu_s = cpu_limit(options),
        .memory_mib = options->memory_mib,
        .file_mib = 64,
        .processes = 256,
        .environment = options->environment,
        .removes = options->under_valgrind, /* its own, or it does not start */
    };
    char nonce[33];
    cr_assert_not_null(outcome, "out of memory");
    make_nonce(nonce);
    watch_program(argv, folder, nonce, &limits, assignment()->file,
                  options->under_valgrind, &watched);
    outcome_read(&watched, scenario, nonce, outcome);
    if (outcome->verdict == VERDICT_GRADER_FAULT)
        fail_check(outcome, VERDICT_GRADER_FAULT, outcome->diagnosis, NULL,
                   NULL);
    return outcome;
}

const struct outcome *play(const char *scenario)
{
    const char *folder = run_folder();
    if (!folder)
        fail_check(NULL, VERDICT_GRADER_FAULT, "cannot make a folder to run in",
                   NULL, NULL);
    const char *const argv[] = {assignment()->program, scenario, NULL};
    return play_command(argv, folder, scenario,
                        &(struct play_options){.memory_mib = MEMORY_LIMIT_MIB});
}

/* ---- expecting ---- */

void expect_end(const struct outcome *outcome)
{
    if (outcome->verdict != VERDICT_OK)
        fail_check(outcome, outcome->verdict, outcome->diagnosis,
                   "the scenario runs to its end", NULL);
}

static const char *value_or_nothing(const struct outcome *outcome,
                                    const char *name)
{
    const char *value = outcome_fact(outcome, name);
    return value ? value : "(nothing recorded)";
}

void expect_fact(const struct outcome *outcome, const char *name,
                 const char *value, enum verdict verdict, const char *diagnosis)
{
    char expected[300], found[300];
    expect_end(outcome);
    const char *actual = value_or_nothing(outcome, name);
    if (strcmp(actual, value) == 0)
        return;
    snprintf(expected, sizeof expected, "%s: %s", name, value);
    snprintf(found, sizeof found, "%s: %s", name, actual);
    fail_check(outcome, verdict, diagnosis, expected, found);
}

void expect_between(const struct outcome *outcome, const char *name, long least,
                    long most, enum verdict verdict, const char *diagnosis)
{
    char expected[300], found[300], *end;
    expect_end(outcome);
    const char *actual = value_or_nothing(outcome, name);
    long number = strtol(actual, &end, 10);
    if (*end == '\0' && number >= least && number <= most)
        return;
    if (least == most)
        snprintf(expected, sizeof expected, "%s: %ld", name, least);
    else
        snprintf(expected, sizeof expected, "%s: %ld to %ld", name, least,
                 most);
    snprintf(found, sizeof found, "%s: %s", name, actual);
    fail_check(outcome, verdict, diagnosis, expected, found);
}

void note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (note_count < NOTES_MAX &&
        vasprintf(&notes[note_count], format, arguments) >= 0)
        note_count++;
    va_end(arguments);
    if (note_count > 0) /* a passed assertion carries it to the hooks */
        cr_assert(true, "note: %s", notes[note_count - 1]);
}

/* ---- failing ---- */

/* The attempt's text may be anything; JSON wants UTF-8. */
static json_t *text(const char *bytes)
{
    json_t *string = json_string(bytes);
    if (string)
        return string;
    char clean[WATCH_OUTPUT_KEPT + 1];
    snprintf(clean, sizeof clean, "%s", bytes);
    for (char *c = clean; *c; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
    return json_string(clean);
}

/* The attempt's line, without its indentation. */
static bool source_line(int wanted, char *line, size_t size)
{
    FILE *file = fopen(assignment()->attempt, "re");
    char buffer[400];
    int number = 0;
    *line = '\0';
    while (file && number < wanted && fgets(buffer, sizeof buffer, file))
        number += strchr(buffer, '\n') != NULL || feof(file);
    if (file)
        fclose(file);
    if (number != wanted)
        return false;
    const char *start = buffer + strspn(buffer, " \t");
    snprintf(line, size, "%.*s", (int)strcspn(start, "\r\n"), start);
    return true;
}

static json_t *standing_json(const struct standing *standing)
{
    char code[200];
    json_t *json = json_object();
    json_object_set_new(json, "thread", text(standing->thread));
    json_object_set_new(json, "doing", text(standing->doing));
    if (standing->line == 0)
        return json;
    json_object_set_new(json, "function", text(standing->function));
    json_object_set_new(json, "file", text(assignment()->file));
    json_object_set_new(json, "line", json_integer(standing->line));
    if (source_line(standing->line, code, sizeof code))
        json_object_set_new(json, "code", text(code));
    return json;
}

/* Looks up the attempt's line of a step. Returns: false if there is none. */
static bool line_of_step(const struct last_step *step, struct standing *place)
{
    struct stand stand;
    uintptr_t callers[OUTCOME_CALLERS];
    size_t count = 0;
    while (count < OUTCOME_CALLERS && step->callers[count] > 0) {
        callers[count] = step->callers[count] - 1; /* the call, not after it */
        count++;
    }
    if (count == 0 || !stand_line_of(assignment()->program, callers, count,
                                     assignment()->file, &stand))
        return false;
    snprintf(place->function, sizeof place->function, "%s", stand.function);
    place->line = stand.line;
    return true;
}

/* A step whose line cannot be found was not the attempt's own. */
static void add_step(json_t *steps, const struct last_step *step)
{
    struct standing place;
    memset(&place, 0, sizeof place);
    if (!line_of_step(step, &place) && step->callers[0] > 0)
        return;
    snprintf(place.thread, sizeof place.thread, "%s", step->thread);
    snprintf(place.doing, sizeof place.doing, "%s", step->doing);
    json_array_append_new(steps, standing_json(&place));
}

/* Where tracing is not permitted, a thread stands where its last step was. */
static json_t *where_json(const struct outcome *outcome, int index)
{
    struct standing place = outcome->standing[index];
    for (int i = outcome->step_count - 1; place.line == 0 && i >= 0; i--)
        if (strcmp(outcome->steps[i].thread, place.thread) == 0)
            line_of_step(&outcome->steps[i], &place);
    return standing_json(&place);
}

static void add_steps(json_t *json, const struct outcome *outcome)
{
    json_t *steps = json_array();
    for (int i = 0; i < outcome->step_count; i++)
        add_step(steps, &outcome->steps[i]);
    if (json_array_size(steps) > 0)
        json_object_set(json, "steps", steps);
    json_decref(steps);
}

static void add_outcome(json_t *json, const struct outcome *outcome)
{
    json_object_set_new(json, "scenario", text(outcome->scenario));
    if (outcome->verdict != VERDICT_OK && outcome->standing_count > 0) {
        json_t *where = json_array();
        for (int i = 0; i < outcome->standing_count; i++)
            json_array_append_new(where, where_json(outcome, i));
        json_object_set_new(json, "where", where);
    }
    add_steps(json, outcome);
    if (outcome->output[0])
        json_object_set_new(json, "output", text(outcome->output));
}

void end_check(json_t *result)
{
    char *line = json_dumps(result, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(result);
    cr_assert_fail("%s", line ? line : "{\"verdict\": \"grader_fault\"}");
    abort(); /* not reached: the assertion ends the test */
}

void fail_check(const struct outcome *outcome, enum verdict verdict,
                const char *diagnosis, const char *expected, const char *found)
{
    json_t *json = json_object();
    json_object_set_new(json, "verdict", json_string(verdict_name(verdict)));
    json_object_set_new(json, "diagnosis", text(diagnosis));
    if (expected)
        json_object_set_new(json, "expected", text(expected));
    if (found)
        json_object_set_new(json, "found", text(found));
    if (outcome)
        add_outcome(json, outcome);
    end_check(json);
}
