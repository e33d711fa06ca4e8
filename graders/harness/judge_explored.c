/* A check's question to the explorer: does this scenario hold under every
 * schedule? */
#define _GNU_SOURCE

#include "judge.h"
#include "judge_internal.h"

#include <stdio.h>
#include <string.h>

#define MEMORY_MIB 4096 /* of addresses; what is touched is a small part */

static const char *text_in(const json_t *report, const char *key)
{
    const char *value = json_string_value(json_object_get(report, key));
    return value && *value ? value : NULL;
}

static _Noreturn void fail_with(const struct outcome *run, json_t *report)
{
    const char *verdict = text_in(report, "verdict");
    const char *diagnosis = text_in(report, "diagnosis");
    enum verdict known = verdict_named(verdict ? verdict : "");
    if (known == VERDICT_COUNT || known == VERDICT_OK)
        known = VERDICT_GRADER_FAULT;
    json_t *json = json_object();
    json_object_set_new(json, "verdict", json_string(verdict_name(known)));
    json_object_set_new(json, "scenario", json_string(run->scenario));
    json_object_set_new(
        json, "diagnosis",
        json_string(diagnosis ? diagnosis : "the explorer gave up"));
    if (text_in(report, "expected"))
        json_object_set(json, "expected", json_object_get(report, "expected"));
    if (text_in(report, "found"))
        json_object_set(json, "found", json_object_get(report, "found"));
    json_object_set_new(json, "schedule", report);
    end_check(json);
}

/* A run that the limit on CPU time ended proves nothing about the attempt. */
static void expect_report(const struct outcome *run, const json_t *report)
{
    if (report)
        return;
    fail_check(run,
               run->watched.ending == ENDED_CPU ? VERDICT_GRADER_FAULT
                                                : run->verdict,
               run->diagnosis, "the explorer runs to its end", NULL);
}

void explored(const char *scenario)
{
    char option[128];
    const char *folder = run_folder();
    if (!folder)
        fail_check(NULL, VERDICT_GRADER_FAULT, "cannot make a folder to run in",
                   NULL, NULL);
    if (assignment()->explored[0] == '\0')
        fail_check(NULL, VERDICT_GRADER_FAULT,
                   "this lab has no explored scenarios", NULL, NULL);
    snprintf(option, sizeof option, "scenario=%s", scenario);
    const char *const argv[] = {assignment()->explored, option, NULL};
    const struct outcome *run = play_command(
        argv, folder, scenario,
        &(struct play_options){.memory_mib = MEMORY_MIB, .explores = true});
    json_t *report = run->explored ? json_loads(run->explored, 0, NULL) : NULL;
    expect_report(run, report);
    const char *verdict = text_in(report, "verdict");
    if (verdict && strcmp(verdict, verdict_name(VERDICT_OK)) == 0) {
        json_decref(report);
        return;
    }
    fail_with(run, report);
}
