/* The result: what the rubric asks, answered by vetting and by the suite.
 * result.schema.json describes every field. */
#define _GNU_SOURCE

#include "confine.h"
#include "job.h"
#include "verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Text that may hold any byte, as JSON. */
static json_t *text(const char *bytes)
{
    json_t *string = json_string(bytes);
    if (string)
        return string;
    char *clean = strdup(bytes);
    for (char *c = clean; c && *c; c++)
        if ((unsigned char)*c >= 0x80)
            *c = '?';
    string = json_string(clean ? clean : "?");
    free(clean);
    return string;
}

static json_t *lines(const char *bytes, int most)
{
    json_t *array = json_array();
    char *copy = strdup(bytes), *rest = copy, *line;
    while (copy && (line = strsep(&rest, "\n")) != NULL && most > 0) {
        if (*line == '\0')
            continue;
        json_array_append_new(array, text(line));
        most--;
    }
    free(copy);
    return array;
}

/* ---- one check ---- */

static void set_status(json_t *check, const char *status, enum verdict verdict,
                       int points)
{
    json_object_set_new(check, "status", json_string(status));
    json_object_set_new(check, "verdict", json_string(verdict_name(verdict)));
    json_object_set_new(check, "points", json_integer(points));
}

static json_t *vet_where(const struct vet_finding *finding, int line,
                         const char *file)
{
    json_t *where = json_object();
    char doing[160];
    snprintf(doing, sizeof doing, "uses %s", finding->symbol);
    json_object_set_new(where, "thread", json_string("any"));
    json_object_set_new(where, "doing", text(doing));
    json_object_set_new(where, "file", text(file));
    json_object_set_new(where, "line", json_integer(line));
    return where;
}

/* The check that vetting decides. */
static void answer_by_vet(const struct job *job, json_t *check, int points)
{
    char file[80];
    if (vet_worst(&job->vet) == VET_NOTE) {
        set_status(check, "passed", VERDICT_OK, points);
        return;
    }
    set_status(check, "failed", VERDICT_FORBIDDEN_CALL, 0);
    const struct vet_finding *first = &job->vet.findings[0];
    json_object_set_new(check, "diagnosis", text(first->sentence));
    json_object_set_new(check, "found", text(first->symbol));
    json_object_set_new(check, "expected",
                        text("only functions that this lab allows"));
    snprintf(file, sizeof file, "%s.c", job->stem);
    json_t *where = json_array();
    for (int i = 0; i < job->vet.count; i++) {
        const struct vet_finding *f = &job->vet.findings[i];
        for (int k = 0; k < f->line_count && f->severity != VET_NOTE; k++)
            json_array_append_new(where, vet_where(f, f->lines[k], file));
    }
    if (json_array_size(where) > 0)
        json_object_set(check, "where", where);
    json_decref(where);
}

static const json_t *suite_check(const struct job *job, const char *name)
{
    size_t index;
    json_t *check;
    json_array_foreach(job->checks, index, check)
    {
        const char *own = json_string_value(json_object_get(check, "check"));
        if (own && strcmp(own, name) == 0)
            return check;
    }
    return NULL;
}

/* What the suite found, without the fields that are grade's own. */
static void copy_details(json_t *check, const json_t *said)
{
    static const char *const fields[] = {"scenario", "diagnosis", "expected",
                                         "found",    "where",     "steps",
                                         "output",   "notes",     "schedule"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        json_t *value = json_object_get(said, fields[i]);
        if (value)
            json_object_set(check, fields[i], value);
    }
}

static void answer_by_suite(json_t *check, const json_t *said, int points)
{
    const char *verdict = json_string_value(json_object_get(said, "verdict"));
    copy_details(check, said);
    if (json_is_true(json_object_get(said, "passed"))) {
        set_status(check, "passed", VERDICT_OK, points);
        return;
    }
    enum verdict known = verdict_named(verdict ? verdict : "grader_fault");
    if (known == VERDICT_COUNT || known == VERDICT_OK ||
        known == VERDICT_GRADER_FAULT)
        set_status(check, "undecided", VERDICT_GRADER_FAULT, 0);
    else
        set_status(check, "failed", known, 0);
}

static json_t *answer(const struct job *job, const struct rubric_check *asked)
{
    json_t *check = json_object();
    json_object_set_new(check, "check", text(asked->name));
    json_object_set_new(check, "claim", text(asked->claim));
    json_object_set_new(check, "max", json_integer(asked->points));
    const json_t *said = suite_check(job, asked->name);
    bool missing =
        job->vet.count > 0 && job->vet.findings[0].kind == VET_MISSING;
    if (job->fault[0] != '\0' && !said)
        set_status(check, "undecided", VERDICT_GRADER_FAULT, 0);
    else if (!job->compiled || missing)
        set_status(check, "not_run", VERDICT_DOES_NOT_COMPILE, 0);
    else if (strcmp(asked->name, CHECK_ALLOWED_CALLS) == 0)
        answer_by_vet(job, check, asked->points);
    else if (said)
        answer_by_suite(check, said, asked->points);
    else
        set_status(check, "not_run", VERDICT_FORBIDDEN_CALL, 0);
    return check;
}

/* ---- the whole ---- */

static const char *string_in(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? value : "";
}

static long sum_of(const json_t *checks, const char *key)
{
    size_t index;
    json_t *check;
    long sum = 0;
    json_array_foreach((json_t *)(uintptr_t)checks, index, check) sum +=
        json_integer_value(json_object_get(check, key));
    return sum;
}

/* The first check that ran and failed says it; an undecided one outweighs
 * everything, because then nobody knows. */
static const char *overall_verdict(const json_t *checks)
{
    size_t index;
    json_t *check;
    const char *failed = NULL, *not_run = NULL;
    json_array_foreach((json_t *)(uintptr_t)checks, index, check)
    {
        const char *status = string_in(check, "status");
        const char *verdict = string_in(check, "verdict");
        if (strcmp(status, "undecided") == 0)
            return verdict_name(VERDICT_GRADER_FAULT);
        if (strcmp(status, "failed") == 0 && !failed)
            failed = verdict;
        if (strcmp(status, "not_run") == 0 && !not_run)
            not_run = verdict;
    }
    if (failed)
        return failed;
    return not_run ? not_run : verdict_name(VERDICT_OK);
}

static json_t *confinement_json(void)
{
    unsigned layers = confine_layers();
    json_t *names = json_array();
    for (unsigned layer = 1; layer <= CONFINE_LAST; layer <<= 1)
        if (layers & layer)
            json_array_append_new(names, json_string(confine_layer_name(
                                             (enum confine_layer)layer)));
    return json_pack("{s:s, s:o}", "level", confine_level(layers), "layers",
                     names);
}

static json_t *notes_json(const struct job *job)
{
    json_t *notes = json_array();
    for (int i = 0; i < job->vet.count; i++)
        if (job->vet.findings[i].severity == VET_NOTE ||
            job->vet.findings[i].kind == VET_MISSING)
            json_array_append_new(notes, text(job->vet.findings[i].sentence));
    if (job->fault[0] != '\0')
        json_array_append_new(notes, text(job->fault));
    return notes;
}

json_t *result_assemble(const struct job *job)
{
    char file[80];
    json_t *checks = json_array();
    for (int i = 0; i < job->rubric.count; i++)
        json_array_append_new(checks, answer(job, &job->rubric.checks[i]));
    const char *verdict = overall_verdict(checks);
    bool decided = strcmp(verdict, verdict_name(VERDICT_GRADER_FAULT)) != 0;
    snprintf(file, sizeof file, "%s.c", job->stem);
    return json_pack(
        "{s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:I, s:I, s:b, s:o, "
        "s:o, s:o, s:o}",
        "schema", "interleave-result-1", "lab", job->lab, "attempt", "file",
        file, "sha256", job->attempt_digest, "grader", job->grader_digest,
        "verdict", verdict, "points", (json_int_t)sum_of(checks, "points"),
        "max", (json_int_t)sum_of(checks, "max"), "decided", decided,
        "confinement", confinement_json(), "notes", notes_json(job), "compiler",
        lines(job->compiler, 20), "checks", checks);
}

/* ---- on disk ---- */

static bool sync_folder(const char *path)
{
    char *copy = strdup(path);
    int folder = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY) : -1;
    free(copy);
    if (folder < 0)
        return false;
    fsync(folder);
    close(folder);
    return true;
}

bool result_write(const char *path, const json_t *json)
{
    char temporary[PATH_LENGTH];
    snprintf(temporary, sizeof temporary, "%s.%d.tmp", path, (int)getpid());
    FILE *file = fopen(temporary, "we");
    if (!file)
        return false;
    bool good = json_dumpf(json, file, JSON_INDENT(2)) == 0 &&
                fputc('\n', file) != EOF && fflush(file) == 0 &&
                fsync(fileno(file)) == 0;
    if (fclose(file) != 0 || !good || rename(temporary, path) != 0) {
        unlink(temporary);
        return false;
    }
    return sync_folder(path);
}
