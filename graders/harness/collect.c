/* The suite's main program: runs every test and writes what its report hooks
 * saw, one JSON object a check, for grade to read.
 *
 *     test_stem RESULT.json [JOBS]
 *
 * Criterion's own reports are not used: they do not escape messages, so what
 * an attempt prints could look like a result (facts/criterion 1.2). */
#define _GNU_SOURCE

#include "judge_internal.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/options.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *collected;
static json_t *ended; /* names of the tests whose end was reported */

static void add_note(json_t *check, const char *words)
{
    json_t *notes = json_object_get(check, "notes");
    if (!notes) {
        notes = json_array();
        json_object_set_new(check, "notes", notes);
    }
    json_array_append_new(notes, json_string(words));
}

/* A failed assertion's message is the JSON that end_check() made; anything
 * else is a fault of the suite. */
static void add_failure(json_t *check, const char *message)
{
    json_t *details = json_loads(message, 0, NULL);
    if (json_is_object(details)) {
        json_object_update(check, details);
    } else {
        json_object_set_new(check, "verdict", json_string("grader_fault"));
        json_object_set_new(check, "diagnosis", json_string(message));
    }
    json_decref(details);
}

static void add_assertions(json_t *check, const struct criterion_test_stats *t)
{
    static const char prefix[] = "note: ";
    for (const struct criterion_assert_stats *a = t->asserts; a; a = a->next) {
        const char *message = a->message ? a->message : "";
        if (!a->passed)
            add_failure(check, message);
        else if (strncmp(message, prefix, strlen(prefix)) == 0)
            add_note(check, message + strlen(prefix));
    }
}

/* A test that has not ended yet has the status "passed" too. */
static bool has_passed(const struct criterion_test_stats *t)
{
    return t->test_status == CR_STATUS_PASSED && t->failed_asserts == 0 &&
           !t->crashed && json_object_get(ended, t->test->name);
}

static json_t *check_json(const struct criterion_test_stats *t)
{
    json_t *check = json_object();
    json_object_set_new(check, "check", json_string(t->test->name));
    bool passed = has_passed(t);
    json_object_set_new(check, "passed", json_boolean(passed));
    add_assertions(check, t);
    if (!passed && !json_object_get(check, "verdict")) {
        json_object_set_new(check, "verdict", json_string("grader_fault"));
        json_object_set_new(check, "diagnosis",
                            json_string("the check itself did not end"));
    }
    return check;
}

ReportHook(POST_TEST)(struct criterion_test_stats *t)
{
    json_object_set_new(ended, t->test->name, json_true());
}

/* Not POST_SUITE: with several jobs it comes before the last test's end. */
ReportHook(POST_ALL)(struct criterion_global_stats *all)
{
    for (const struct criterion_suite_stats *s = all->suites; s; s = s->next)
        for (const struct criterion_test_stats *t = s->tests; t; t = t->next)
            json_array_append_new(collected, check_json(t));
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s RESULT.json [JOBS]\n", argv[0]);
        return EXIT_NOT_DECIDED;
    }
    char *const arguments[] = {argv[0], NULL};
    struct criterion_test_set *tests = criterion_initialize();
    criterion_options.jobs = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    criterion_options.full_stats = true; /* passed assertions carry notes */
    criterion_options.logging_threshold = (enum criterion_logging_level)100;
    collected = json_array();
    ended = json_object();
    criterion_handle_args(1, (char **)(uintptr_t)arguments, false);
    criterion_run_all_tests(tests);
    int failed = json_dump_file(collected, argv[1], JSON_INDENT(1));
    criterion_finalize(tests);
    if (failed != 0)
        fprintf(stderr, "cannot write %s: %s\n", argv[1], strerror(errno));
    return failed ? EXIT_NOT_DECIDED : EXIT_FULL_MARKS;
}
