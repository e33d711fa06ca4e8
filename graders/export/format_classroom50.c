/* Classroom 50's result.json, schema classroom50/result/v1.
 *
 * Which classroom, whose submission and when is known to the runner alone: it
 * comes as a JSON object with exactly these fields (--stamp FILE), which the
 * autograder fills from its environment. */
#include "export.h"

#include <string.h>

enum { OUTPUT_MOST = 20000 };

#define SCHEMA "classroom50/result/v1"

static const char *const stamps[] = {
    "classroom", "assignment", "assignment_type", "owner",    "submission",
    "commit",    "release",    "review",          "datetime",
};
static const char *const more_stamps[] = {"graded_at", "submitted_by"};

static bool is_stamp(const char *name)
{
    for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
        if (strcmp(stamps[i], name) == 0)
            return true;
    for (size_t i = 0; i < sizeof more_stamps / sizeof *more_stamps; i++)
        if (strcmp(more_stamps[i], name) == 0)
            return true;
    return false;
}

static bool say(struct problem *problem, const char *name, const char *words)
{
    snprintf(problem->words, sizeof problem->words, "stamp: %.60s %s", name,
             words);
    return false;
}

/* "2026-10-05T12:00:00Z", and nothing else. */
static bool is_utc(const char *text)
{
    return moment_read(text) != MOMENT_NONE && strlen(text) == 20 &&
           text[10] == 'T' && text[19] == 'Z';
}

static bool stamp_is_good(const json_t *stamp, struct problem *problem)
{
    const char *name;
    json_t *value;
    json_t *all = json_deep_copy(stamp);
    bool good = json_is_object(all);
    if (!good)
        say(problem, "it", "is no JSON object");
    json_object_foreach(all, name, value) if (good && !is_stamp(name)) good =
        say(problem, name, "is not a field of Classroom 50");
    for (size_t i = 0; good && i < sizeof stamps / sizeof *stamps; i++) {
        value = json_object_get(all, stamps[i]);
        if (!json_is_string(value) || json_string_length(value) == 0)
            good = say(problem, stamps[i], "is missing");
    }
    const char *type =
        json_string_value(json_object_get(all, "assignment_type"));
    if (good && strcmp(type, "individual") != 0 && strcmp(type, "group") != 0)
        good = say(problem, "assignment_type", "is individual or group");
    if (good && strncmp(json_string_value(json_object_get(all, "submission")),
                        "submit/", 7) != 0)
        good = say(problem, "submission", "does not begin with submit/");
    if (good && !is_utc(json_string_value(json_object_get(all, "datetime"))))
        good = say(problem, "datetime", "is not 2026-10-05T12:00:00Z");
    json_decref(all);
    return good;
}

/* The object of the stamp; NULL and the problem. */
static json_t *read_stamp(const char *path, struct problem *problem)
{
    json_error_t error;
    if (!path) {
        say(problem, "it", "is missing (--stamp FILE; make export: STAMP=)");
        return NULL;
    }
    json_t *stamp = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!stamp)
        say(problem, path, error.text);
    else if (stamp_is_good(stamp, problem))
        return stamp;
    json_decref(stamp);
    return NULL;
}

static json_t *test_of(const struct item *item, const struct check *check)
{
    struct mark mark = course_check(item->course, item->result, check);
    json_t *test = json_object();
    json_object_set_new(test, "test-name", json_words(check->name, 80));
    json_object_set_new(test, "passed",
                        json_boolean(check->status == CHECK_PASSED));
    json_object_set_new(test, "score", json_integer(mark.points));
    json_object_set_new(test, "max-score", json_integer(mark.max));
    json_object_set_new(test, "output", json_check(check, OUTPUT_MOST));
    return test;
}

static bool write_classroom50(FILE *out, const struct item *item,
                              struct problem *problem)
{
    if (!decided(item, problem))
        return false;
    json_t *root = read_stamp(item->stamp, problem);
    if (!root)
        return false;
    json_t *tests = json_array();
    for (size_t i = 0; i < item->result->check_count; i++)
        json_array_append_new(tests, test_of(item, &item->result->checks[i]));
    json_object_set_new(root, "schema", json_string(SCHEMA));
    json_object_set_new(root, "score", json_integer(item->mark.points));
    json_object_set_new(root, "max-score", json_integer(item->mark.max));
    json_object_set_new(root, "tests", tests);
    json_write(out, root, JSON_INDENT(2));
    json_decref(root);
    return true;
}

const struct format format_classroom50 = {
    .name = "classroom50",
    .file = "result.json",
    .words = "Classroom 50's result.json (STAMP=file)",
    .item = write_classroom50,
};
