/* Gradescope's results.json. https://gradescope-autograders.readthedocs.io */
#include "export.h"

enum { OUTPUT_MOST = 20000 };

/* A check that is not decided has no score: Gradescope then shows it without
 * counting it. */
static json_t *test_of(const struct item *item, size_t index)
{
    const struct check *check = &item->result->checks[index];
    struct mark mark = course_check(item->course, item->result, check);
    char number[24];
    snprintf(number, sizeof number, "%zu", index + 1);
    json_t *test = json_object();
    json_object_set_new(test, "name", json_words(check->name, 80));
    json_object_set_new(test, "number", json_string(number));
    if (check->status != CHECK_UNDECIDED) {
        bool passed = check->status == CHECK_PASSED;
        json_object_set_new(test, "score", json_integer(mark.points));
        json_object_set_new(test, "max_score", json_integer(mark.max));
        json_object_set_new(test, "status",
                            json_string(passed ? "passed" : "failed"));
    }
    json_object_set_new(test, "output", json_check(check, OUTPUT_MOST));
    json_object_set_new(test, "output_format", json_string("text"));
    json_object_set_new(test, "visibility", json_string("visible"));
    return test;
}

static json_t *extra_of(const struct item *item)
{
    json_t *extra = json_object();
    json_object_set_new(extra, "lab", json_words(item->result->lab, 80));
    json_object_set_new(extra, "attempt", json_words(item->result->sha256, 80));
    json_object_set_new(extra, "grader", json_words(item->result->grader, 80));
    json_object_set_new(extra, "decided", json_boolean(item->result->decided));
    json_object_set_new(extra, "days_late", json_integer(item->mark.days));
    return extra;
}

static bool write_gradescope(FILE *out, const struct item *item,
                             struct problem *problem)
{
    json_t *tests = json_array();
    (void)problem;
    for (size_t i = 0; i < item->result->check_count; i++)
        json_array_append_new(tests, test_of(item, i));
    json_t *root = json_object();
    json_object_set_new(root, "score", json_integer(item->mark.points));
    json_object_set_new(root, "output", json_summary(item, OUTPUT_MOST));
    json_object_set_new(root, "output_format", json_string("text"));
    json_object_set_new(root, "test_output_format", json_string("text"));
    json_object_set_new(root, "test_name_format", json_string("text"));
    json_object_set_new(root, "visibility", json_string("visible"));
    json_object_set_new(root, "stdout_visibility", json_string("hidden"));
    json_object_set_new(root, "extra_data", extra_of(item));
    json_object_set_new(root, "tests", tests);
    json_write(out, root, JSON_INDENT(2));
    json_decref(root);
    return true;
}

const struct format format_gradescope = {
    .name = "gradescope",
    .file = "results.json",
    .words = "Gradescope's results.json",
    .item = write_gradescope,
};
