#include "view_result.h"

#include <stdlib.h>

#include "view_fields.h"
#include "view_file.h"

static bool sums_agree(const struct result *result)
{
    int points = 0;
    int max = 0;
    for (size_t i = 0; i < result->check_count; i++) {
        points += result->checks[i].points;
        max += result->checks[i].max;
    }
    return points == result->points && max == result->max;
}

/* What contradicts itself in a check; NULL when nothing does. */
static const char *check_flaw(const struct check *check)
{
    bool passed = check->status == CHECK_PASSED;
    if (passed != (check->verdict == VERDICT_OK))
        return "its verdict is not that of its status";
    if (check->points > check->max)
        return "it has more points than it can have";
    if (passed && check->points < check->max)
        return "it is passed without all its points";
    return NULL;
}

static const char *result_flaw(const struct result *result)
{
    bool undecided = result_count(result, CHECK_UNDECIDED) > 0;
    bool full = result->decided && result->points == result->max;
    if (!sums_agree(result))
        return "its points are not the sum of its checks' points";
    if (full != (result->verdict == VERDICT_OK))
        return "its verdict is not that of its points";
    if (result->decided == (result->verdict == VERDICT_GRADER_FAULT))
        return "its verdict is not that of \"decided\"";
    if (result->decided && undecided)
        return "it is decided, but one of its checks is not";
    return NULL;
}

/* Whether everything in it fits together; else says what does not. */
static bool agrees(const struct result *result, struct problem *problem)
{
    for (size_t i = 0; i < result->check_count; i++) {
        const struct check *check = &result->checks[i];
        const char *flaw = check_flaw(check);
        if (result_check(result, check->name) != check)
            flaw = "there is another check of that name";
        if (flaw) {
            snprintf(problem->words, sizeof problem->words,
                     "contradicts itself: checks[%zu]: %s", i, flaw);
            return false;
        }
    }
    const char *flaw = result_flaw(result);
    if (flaw)
        snprintf(problem->words, sizeof problem->words,
                 "contradicts itself: %s", flaw);
    return !flaw;
}

static json_t *read_json(const char *path, struct problem *problem)
{
    json_error_t error;
    FILE *file = file_open(path, problem);
    if (!file)
        return NULL;
    json_t *json =
        json_loadf(file, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    fclose(file);
    if (!json)
        snprintf(problem->words, sizeof problem->words,
                 "is not JSON: line %d, column %d: %.100s", error.line,
                 error.column, error.text);
    return json;
}

struct result *result_load(const char *path, struct problem *problem)
{
    json_t *json = read_json(path, problem);
    if (!json)
        return NULL;
    struct result *result = view_alloc(1, sizeof *result);
    result->json = json;
    if (fields_read_result(json, result, problem) && agrees(result, problem))
        return result;
    result_free(result);
    return NULL;
}

void result_free(struct result *result)
{
    if (!result)
        return;
    for (size_t i = 0; i < result->check_count; i++) {
        free(result->checks[i].where.items);
        free(result->checks[i].steps.items);
        free(result->checks[i].notes.items);
    }
    free(result->checks);
    free(result->layers.items);
    free(result->notes.items);
    free(result->compiler.items);
    json_decref(result->json);
    free(result);
}

int result_status(const struct result *result)
{
    if (!result->decided)
        return EXIT_NOT_DECIDED;
    return result->points == result->max ? EXIT_FULL_MARKS : EXIT_ATTEMPT_WRONG;
}

const struct check *result_check(const struct result *result, struct text name)
{
    for (size_t i = 0; i < result->check_count; i++)
        if (text_equal(result->checks[i].name, name))
            return &result->checks[i];
    return NULL;
}

const struct check *result_first(const struct result *result,
                                 enum check_status status)
{
    for (size_t i = 0; i < result->check_count; i++)
        if (result->checks[i].status == status)
            return &result->checks[i];
    return NULL;
}

int result_count(const struct result *result, enum check_status status)
{
    int count = 0;
    for (size_t i = 0; i < result->check_count; i++)
        count += result->checks[i].status == status;
    return count;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_char(char c)
{
    return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z');
}

bool lab_is_key(struct text lab)
{
    if (lab.length < 4 || lab.length > 64 || !is_digit(lab.bytes[0]) ||
        !is_digit(lab.bytes[1]) || lab.bytes[2] != '_')
        return false;
    for (size_t i = 3; i < lab.length; i++)
        if (!is_name_char(lab.bytes[i]))
            return false;
    return true;
}

struct text lab_number(struct text lab)
{
    if (!lab_is_key(lab))
        return lab;
    bool zero = lab.bytes[0] == '0';
    return (struct text){lab.bytes + zero, zero ? 1 : 2};
}
