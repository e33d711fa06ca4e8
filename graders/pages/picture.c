/* picture.c - see picture.h; picture_draw.c draws. */
#include "picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "picture_draw.h"
#include "replay.h"
#include "view_file.h"

/* Anything that is no result may still be a document of the explorer. */
static bool is_schedule(json_t *json)
{
    const char *schema = json_string_value(json_object_get(json, "schema"));
    return schema && strncmp(schema, "interleave-schedule-", 20) == 0;
}

static json_t *load(const char *path)
{
    struct problem problem;
    json_error_t error;
    FILE *file = file_open(path, &problem);
    if (!file) {
        complain(path, problem.words);
        return NULL;
    }
    json_t *json =
        json_loadf(file, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    fclose(file);
    if (!json)
        complain(path, "is not JSON");
    return json;
}

static int draw(struct shown *shown, const struct picture *picture)
{
    bool any = shown->step_count > 0 || shown->where_thread >= 0;
    if (any)
        picture_draw(stdout, shown, picture);
    return any ? EXIT_FULL_MARKS : EXIT_NOT_DECIDED;
}

static int draw_schedule(const char *path, json_t *json,
                         struct picture *picture)
{
    static struct shown shown;
    int status = EXIT_NOT_DECIDED;
    if (shown_take(&shown, json)) {
        picture->title = shown.scenario;
        picture->diagnosis = shown.diagnosis;
        status = draw(&shown, picture);
    }
    if (status != EXIT_FULL_MARKS)
        complain(path, "there is no failing run in it");
    shown_free(&shown);
    return status;
}

static bool has_run(const struct check *check)
{
    return check->status != CHECK_PASSED &&
           (check->schedule || check->steps.count > 0);
}

/* Returns: NULL if there is none. */
static const struct check *find(const struct result *result, const char *name)
{
    if (name)
        return result_check(result, text_of(name));
    for (size_t i = 0; i < result->check_count; i++)
        if (has_run(&result->checks[i]))
            return &result->checks[i];
    return NULL;
}

static int draw_check(const char *path, const char *name,
                      struct picture *picture)
{
    static struct shown shown;
    struct problem problem;
    int status = EXIT_NOT_DECIDED;
    struct result *result = result_load(path, &problem);
    if (!result) {
        complain(path, problem.words);
        return status;
    }
    const struct check *check = find(result, name);
    if (check && has_run(check) && replay_take(&shown, check)) {
        picture->title = check->name;
        picture->diagnosis = check->diagnosis;
        status = draw(&shown, picture);
    } else {
        complain(path, !check ? "there is no such check"
                              : "the check has no failing run");
    }
    shown_free(&shown);
    memset(&shown, 0, sizeof shown);
    result_free(result);
    return status;
}

int picture_print(const char *path, const char *check, bool every_step)
{
    struct picture picture = {.every_step = every_step};
    json_t *json = load(path);
    if (!json)
        return EXIT_NOT_DECIDED;
    int status = is_schedule(json) ? draw_schedule(path, json, &picture)
                                   : draw_check(path, check, &picture);
    json_decref(json);
    return status;
}
