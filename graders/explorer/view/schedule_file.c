/* schedule_file.c - see schedule_file.h. */
#include "schedule_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct text shown_text(const json_t *value)
{
    if (!json_is_string(value))
        return (struct text){NULL, 0};
    return (struct text){json_string_value(value), json_string_length(value)};
}

static struct text text_in(const json_t *object, const char *key)
{
    return shown_text(json_object_get(object, key));
}

long shown_number(const json_t *object, const char *key, long otherwise)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    return json_is_integer(value) && number >= 0 && number <= INT_MAX
               ? (long)number
               : otherwise;
}

static bool flag_in(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

static struct shown_place place_in(const json_t *object)
{
    return (struct shown_place){.file = text_in(object, "file"),
                                .function = text_in(object, "function"),
                                .code = text_in(object, "code"),
                                .line = (int)shown_number(object, "line", 0)};
}

/* Returns: -1 if it is none of those that were read. */
static int thread_in(const struct shown *shown, const json_t *object,
                     const char *key)
{
    long thread = shown_number(object, key, -1);
    return thread < shown->thread_count ? (int)thread : -1;
}

static void read_threads(struct shown *shown)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(shown->json, "threads"), i, one)
    {
        if (shown->thread_count == SHOWN_THREADS_MAX)
            break;
        shown->threads[shown->thread_count++] =
            (struct shown_thread){.name = text_in(one, "name"),
                                  .begins_in = text_in(one, "begins_in"),
                                  .place = place_in(one)};
    }
}

/* The source line says it all: it locks or unlocks. */
static bool is_quiet(const json_t *step)
{
    static const char *const kinds[] = {"lock",       "unlock",    "wait",
                                        "write_lock", "rw_unlock", "read_lock"};
    const char *kind = json_string_value(json_object_get(step, "kind"));
    const char *what = json_string_value(json_object_get(step, "what"));
    if (!kind || !what || !json_is_string(json_object_get(step, "code")))
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0)
            return strchr(what, ':') == NULL;
    return false;
}

static void read_step(struct shown *shown, const json_t *one)
{
    struct shown_step *step = &shown->steps[shown->step_count];
    step->number = (int)shown_number(one, "step", 0);
    step->thread = thread_in(shown, one, "thread");
    if (step->number <= shown->last_number || step->thread < 0)
        return;
    step->kind = text_in(one, "kind");
    step->what = text_in(one, "what");
    step->object = text_in(one, "object");
    step->before = text_in(one, "before");
    step->after = text_in(one, "after");
    step->holds = json_object_get(one, "holds");
    if (!text_equal(step->kind,
                    text_of("choose"))) /* not in a line of theirs */
        step->place = place_in(one);
    step->preempts = flag_in(one, "preempts");
    step->matters = flag_in(one, "matters");
    step->critical = flag_in(one, "critical");
    step->fails = flag_in(one, "fails");
    step->is_quiet = is_quiet(one);
    shown->last_number = step->number;
    shown->step_count++;
}

static void read_steps(struct shown *shown)
{
    const json_t *steps = json_object_get(shown->json, "steps");
    size_t count = json_array_size(steps);
    if (count > SHOWN_STEPS_MAX)
        count = SHOWN_STEPS_MAX;
    shown->steps = view_alloc(count, sizeof *shown->steps);
    for (size_t i = 0; i < count; i++)
        read_step(shown, json_array_get(steps, i));
}

static bool read_stand(const struct shown *shown, const json_t *one,
                       struct shown_stand *stand)
{
    *stand = (struct shown_stand){.thread = thread_in(shown, one, "thread"),
                                  .what = text_in(one, "what"),
                                  .object = text_in(one, "object"),
                                  .place = place_in(one),
                                  .is_join = flag_in(one, "is_join"),
                                  .since = (int)shown_number(one, "since", 0),
                                  .since_line =
                                      (int)shown_number(one, "since_line", 0),
                                  .step = (int)shown_number(one, "step", 0)};
    stand->locks = json_object_get(one, "locks");
    return stand->thread >= 0;
}

static void read_stands(struct shown *shown)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(shown->json, "blocked"), i, one)
    {
        if (shown->blocked_count < SHOWN_THREADS_MAX &&
            read_stand(shown, one, &shown->blocked[shown->blocked_count]))
            shown->blocked_count++;
    }
    json_array_foreach(json_object_get(shown->json, "accesses"), i, one)
    {
        if (shown->access_count < 2 &&
            read_stand(shown, one, &shown->accesses[shown->access_count]))
            shown->access_count++;
    }
}

static void read_calls(struct shown *shown)
{
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(shown->json, "history"), i, one)
    {
        struct shown_call call = {
            .thread = thread_in(shown, one, "thread"),
            .call = text_in(one, "call"),
            .argument =
                (long)json_integer_value(json_object_get(one, "argument")),
            .result = (long)json_integer_value(json_object_get(one, "result")),
            .called = (int)shown_number(one, "called", 0),
            .returned = (int)shown_number(one, "returned", 0)};
        if (call.thread >= 0 && shown->call_count < SHOWN_CALLS_MAX)
            shown->calls[shown->call_count++] = call;
    }
}

static void read_rest(struct shown *shown)
{
    const json_t *where = json_object_get(shown->json, "where");
    shown->diagnosis = text_in(shown->json, "diagnosis");
    shown->expected = text_in(shown->json, "expected");
    shown->found = text_in(shown->json, "found");
    shown->seen = text_in(shown->json, "seen");
    shown->token = text_in(shown->json, "token");
    shown->scenario = text_in(shown->json, "scenario");
    shown->executions = shown_number(shown->json, "executions", 0);
    shown->preemptions = shown_number(shown->json, "preemptions", -1);
    shown->minimal = flag_in(shown->json, "minimal");
    shown->found_first = flag_in(shown->json, "found_first");
    shown->first = json_object_get(shown->json, "first");
    shown->critical = (int)shown_number(shown->json, "critical", -1);
    shown->where = place_in(where);
    shown->where_thread = thread_in(shown, where, "thread");
}

bool shown_take(struct shown *shown, json_t *json)
{
    memset(shown, 0, sizeof *shown);
    shown->json = json_incref(json);
    const char *verdict =
        json_string_value(json_object_get(shown->json, "verdict"));
    shown->verdict = verdict ? verdict_named(verdict) : VERDICT_COUNT;
    if (shown->verdict == VERDICT_COUNT)
        return false;
    read_threads(shown);
    read_rest(shown);
    read_steps(shown);
    read_stands(shown);
    read_calls(shown);
    return true;
}

bool shown_read(struct shown *shown, const char *text, size_t length)
{
    json_t *json =
        json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    bool is_one = shown_take(shown, json);
    json_decref(json);
    return is_one;
}

void shown_free(struct shown *shown)
{
    free(shown->steps);
    json_decref(shown->json);
}
