/* PrairieLearn's results.json of an external grader. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

/* PrairieLearn takes no more than 1 MiB; texts are shortened until it fits. */
enum { BYTES_MOST = 1000000, OUTPUT_MOST = 8192 };

static json_t *test_of(const struct item *item, const struct check *check,
                       size_t most)
{
    struct mark mark = course_check(item->course, item->result, check);
    json_t *test = json_object();
    json_object_set_new(test, "name", json_words(check->name, 80));
    json_object_set_new(test, "description", json_words(check->claim, 400));
    json_object_set_new(test, "points", json_integer(mark.points));
    json_object_set_new(test, "max_points", json_integer(mark.max));
    json_object_set_new(test, "output", json_check(check, most));
    return test;
}

/* Neither a grader's fault nor what does not compile costs an attempt. */
static bool is_gradable(const struct result *result)
{
    return result->decided && result->verdict != VERDICT_DOES_NOT_COMPILE;
}

static json_t *compose(const struct item *item, size_t most)
{
    const struct result *result = item->result;
    bool gradable = is_gradable(result);
    json_t *root = json_object();
    json_t *tests = json_array();
    json_object_set_new(root, "gradable", json_boolean(gradable));
    if (gradable) {
        double whole = item->mark.max > 0 ? item->mark.max : 1;
        json_object_set_new(root, "score",
                            json_real(item->mark.points / whole));
    } else {
        json_t *errors = json_array();
        json_array_append_new(errors, json_summary(item, most));
        json_object_set_new(root, "format_errors", errors);
    }
    json_object_set_new(root, "message", json_summary(item, most));
    for (size_t i = 0; gradable && i < result->check_count; i++)
        json_array_append_new(tests, test_of(item, &result->checks[i], most));
    json_object_set_new(root, "tests", tests);
    return root;
}

static bool write_prairielearn(FILE *out, const struct item *item,
                               struct problem *problem)
{
    json_t *root = NULL;
    size_t bytes = BYTES_MOST;
    (void)problem;
    for (size_t most = OUTPUT_MOST; bytes >= BYTES_MOST; most /= 2) {
        json_decref(root);
        root = compose(item, most);
        bytes = json_dumpb(root, NULL, 0, JSON_INDENT(2));
    }
    json_write(out, root, JSON_INDENT(2));
    json_decref(root);
    return true;
}

const struct format format_prairielearn = {
    .name = "prairielearn",
    .file = "results.json",
    .words = "PrairieLearn's results.json",
    .item = write_prairielearn,
};
