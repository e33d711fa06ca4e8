#include "view_fields.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

#define SCHEMA "interleave-result-1"
#define POINTS_MAX 1000
#define CHECKS_MAX 100

/* Where the reader is ("checks[2].where[0].line"), and what it stumbled on. */
struct reader {
    char at[96];
    struct problem *problem;
};

typedef bool load_fn(struct reader *reader, json_t *json, void *into);

struct field {
    const char *name;
    load_fn *load;
    size_t offset;
    bool optional;
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

__attribute__((format(printf, 2, 3))) static bool refuse(struct reader *reader,
                                                         const char *format,
                                                         ...)
{
    char *words = reader->problem->words;
    size_t size = sizeof reader->problem->words;
    int used = snprintf(words, size, "is not a result: %s%s", reader->at,
                        *reader->at ? ": " : "");
    va_list args;
    va_start(args, format);
    vsnprintf(words + used, size - (size_t)used, format, args);
    va_end(args);
    return false;
}

/* Steps into a member or an element; returns where to step back to. */
__attribute__((format(printf, 2, 3))) static size_t step_into(
    struct reader *reader, const char *format, ...)
{
    size_t before = strlen(reader->at);
    va_list args;
    va_start(args, format);
    vsnprintf(reader->at + before, sizeof reader->at - before, format, args);
    va_end(args);
    return before;
}

static void step_back(struct reader *reader, size_t before)
{
    reader->at[before] = '\0';
}

static bool load_text(struct reader *reader, json_t *json, void *into)
{
    struct text *text = into;
    if (!json_is_string(json))
        return refuse(reader, "is not a string");
    *text = (struct text){json_string_value(json), json_string_length(json)};
    return true;
}

/* A C string's worth of a JSON string; "" when it is none or holds NUL. */
static const char *word_of(json_t *json)
{
    const char *word = json_string_value(json);
    if (!word || strlen(word) != json_string_length(json))
        return "";
    return word;
}

static bool load_schema(struct reader *reader, json_t *json, void *into)
{
    (void)into;
    if (strcmp(word_of(json), SCHEMA) != 0)
        return refuse(reader, "is not \"" SCHEMA "\"");
    return true;
}

static bool load_lab(struct reader *reader, json_t *json, void *into)
{
    struct text *lab = into;
    if (!load_text(reader, json, into))
        return false;
    if (!lab_is_key(*lab))
        return refuse(reader, "is not the key of a lab");
    return true;
}

static bool load_name(struct reader *reader, json_t *json, void *into)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    const char *name = word_of(json);
    size_t length = strlen(name);
    if (length == 0 || length > 63 || strspn(name, signs) != length ||
        strchr("0123456789_", *name))
        return refuse(reader, "is not a check's name");
    return load_text(reader, json, into);
}

static bool load_sha256(struct reader *reader, json_t *json, void *into)
{
    const char *sum = word_of(json);
    if (strlen(sum) != 64 || strspn(sum, "0123456789abcdef") != 64)
        return refuse(reader, "is not a SHA-256 sum");
    return load_text(reader, json, into);
}

static bool load_int(struct reader *reader, json_t *json, int *into, int least,
                     int most)
{
    if (!json_is_integer(json))
        return refuse(reader, "is not an integer");
    json_int_t value = json_integer_value(json);
    if (value < least || value > most)
        return refuse(reader, "is out of bounds");
    *into = (int)value;
    return true;
}

static bool load_points(struct reader *reader, json_t *json, void *into)
{
    return load_int(reader, json, into, 0, POINTS_MAX);
}

static bool load_line(struct reader *reader, json_t *json, void *into)
{
    return load_int(reader, json, into, 1, INT_MAX);
}

static bool load_bool(struct reader *reader, json_t *json, void *into)
{
    bool *value = into;
    if (!json_is_boolean(json))
        return refuse(reader, "is neither true nor false");
    *value = json_is_true(json);
    return true;
}

static bool load_verdict(struct reader *reader, json_t *json, void *into)
{
    enum verdict *verdict = into;
    *verdict = verdict_named(word_of(json));
    if (*verdict == VERDICT_COUNT)
        return refuse(reader, "is no verdict");
    return true;
}

static bool load_status(struct reader *reader, json_t *json, void *into)
{
    static const char *const names[] = {
        [CHECK_PASSED] = "passed",
        [CHECK_FAILED] = "failed",
        [CHECK_NOT_RUN] = "not_run",
        [CHECK_UNDECIDED] = "undecided",
    };
    enum check_status *status = into;
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(word_of(json), names[i]) == 0) {
            *status = (enum check_status)i;
            return true;
        }
    return refuse(reader, "is no status of a check");
}

static bool load_texts(struct reader *reader, json_t *json, void *into)
{
    struct texts *texts = into;
    if (!json_is_array(json))
        return refuse(reader, "is not an array");
    texts->count = json_array_size(json);
    texts->items = view_alloc(texts->count, sizeof *texts->items);
    for (size_t i = 0; i < texts->count; i++) {
        size_t before = step_into(reader, "[%zu]", i);
        if (!load_text(reader, json_array_get(json, i), &texts->items[i]))
            return false;
        step_back(reader, before);
    }
    return true;
}

static const struct field *field_named(const struct field *fields, size_t count,
                                       const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

static bool only_known(struct reader *reader, json_t *json,
                       const struct field *fields, size_t count)
{
    const char *name;
    json_t *value;
    json_object_foreach(
        json, name,
        value) if (!field_named(fields, count,
                                name)) return refuse(reader,
                                                     "\"%.60s\" is unknown",
                                                     name);
    return true;
}

/* Loads every field of an object into the struct at base. */
static bool load_fields(struct reader *reader, json_t *json, void *base,
                        const struct field *fields, size_t count)
{
    if (!json_is_object(json))
        return refuse(reader, "is not an object");
    if (!only_known(reader, json, fields, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct field *field = &fields[i];
        json_t *value = json_object_get(json, field->name);
        if (!value && field->optional)
            continue;
        if (!value)
            return refuse(reader, "\"%s\" is missing", field->name);
        const char *dot = *reader->at ? "." : "";
        size_t before = step_into(reader, "%s%s", dot, field->name);
        if (!field->load(reader, value, (char *)base + field->offset))
            return false;
        step_back(reader, before);
    }
    return true;
}

static bool load_where(struct reader *reader, json_t *json, struct where *where)
{
    static const struct field fields[] = {
        {"thread", load_text, offsetof(struct where, thread), false},
        {"doing", load_text, offsetof(struct where, doing), false},
        {"function", load_text, offsetof(struct where, function), true},
        {"file", load_text, offsetof(struct where, file), true},
        {"line", load_line, offsetof(struct where, line), true},
        {"code", load_text, offsetof(struct where, code), true},
    };
    return load_fields(reader, json, where, fields, COUNT(fields));
}

static bool load_places(struct reader *reader, json_t *json, void *into)
{
    struct places *places = into;
    if (!json_is_array(json))
        return refuse(reader, "is not an array");
    places->count = json_array_size(json);
    places->items = view_alloc(places->count, sizeof *places->items);
    for (size_t i = 0; i < places->count; i++) {
        size_t before = step_into(reader, "[%zu]", i);
        if (!load_where(reader, json_array_get(json, i), &places->items[i]))
            return false;
        step_back(reader, before);
    }
    return true;
}

/* The explorer's own document (graders/explorer/trace.schema.json); whoever
 * shows it looks closer. */
static bool load_schedule(struct reader *reader, json_t *json, void *into)
{
    json_t **schedule = into;
    if (!json_is_object(json))
        return refuse(reader, "is not an object");
    *schedule = json;
    return true;
}

static bool load_check(struct reader *reader, json_t *json, struct check *check)
{
    static const struct field fields[] = {
        {"check", load_name, offsetof(struct check, name), false},
        {"claim", load_text, offsetof(struct check, claim), false},
        {"points", load_points, offsetof(struct check, points), false},
        {"max", load_points, offsetof(struct check, max), false},
        {"status", load_status, offsetof(struct check, status), false},
        {"verdict", load_verdict, offsetof(struct check, verdict), false},
        {"scenario", load_text, offsetof(struct check, scenario), true},
        {"diagnosis", load_text, offsetof(struct check, diagnosis), true},
        {"expected", load_text, offsetof(struct check, expected), true},
        {"found", load_text, offsetof(struct check, found), true},
        {"where", load_places, offsetof(struct check, where), true},
        {"steps", load_places, offsetof(struct check, steps), true},
        {"schedule", load_schedule, offsetof(struct check, schedule), true},
        {"output", load_text, offsetof(struct check, output), true},
        {"notes", load_texts, offsetof(struct check, notes), true},
    };
    return load_fields(reader, json, check, fields, COUNT(fields));
}

static bool load_checks(struct reader *reader, json_t *json, void *into)
{
    struct result *result = into;
    size_t count = json_array_size(json);
    if (!json_is_array(json) || count == 0 || count > CHECKS_MAX)
        return refuse(reader, "is not an array of 1 to %d checks", CHECKS_MAX);
    result->check_count = count;
    result->checks = view_alloc(result->check_count, sizeof *result->checks);
    for (size_t i = 0; i < result->check_count; i++) {
        size_t before = step_into(reader, "[%zu]", i);
        if (!load_check(reader, json_array_get(json, i), &result->checks[i]))
            return false;
        step_back(reader, before);
    }
    return true;
}

static bool load_attempt(struct reader *reader, json_t *json, void *into)
{
    static const struct field fields[] = {
        {"file", load_text, offsetof(struct result, file), false},
        {"sha256", load_sha256, offsetof(struct result, sha256), false},
    };
    return load_fields(reader, json, into, fields, COUNT(fields));
}

static bool load_confinement(struct reader *reader, json_t *json, void *into)
{
    static const struct field fields[] = {
        {"level", load_text, offsetof(struct result, confinement), false},
        {"layers", load_texts, offsetof(struct result, layers), false},
    };
    return load_fields(reader, json, into, fields, COUNT(fields));
}

bool fields_read_result(json_t *json, struct result *result,
                        struct problem *problem)
{
    static const struct field fields[] = {
        {"schema", load_schema, 0, false},
        {"lab", load_lab, offsetof(struct result, lab), false},
        {"attempt", load_attempt, 0, false},
        {"grader", load_sha256, offsetof(struct result, grader), false},
        {"verdict", load_verdict, offsetof(struct result, verdict), false},
        {"points", load_points, offsetof(struct result, points), false},
        {"max", load_points, offsetof(struct result, max), false},
        {"decided", load_bool, offsetof(struct result, decided), false},
        {"confinement", load_confinement, 0, false},
        {"notes", load_texts, offsetof(struct result, notes), false},
        {"compiler", load_texts, offsetof(struct result, compiler), false},
        {"checks", load_checks, 0, false},
    };
    struct reader reader = {.problem = problem};
    return load_fields(&reader, json, result, fields, COUNT(fields));
}
