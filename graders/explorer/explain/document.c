/* document.c - see document.h; trace.schema.json says what stands in it.
 *
 * Bytes of the program that are not UTF-8 are written as '?': JSON holds text.
 */
#include "document.h"
#include "history.h"
#include "words.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_WRITTEN 250 /* of those that do not matter; the last ones */
#define FIRST_WRITTEN 60  /* the same, of the schedule that was found first */
#define TEXT_MAX 400
#define DOCUMENT_MAX 200000 /* bytes; readers stop at 256 KiB (watch.h) */

static json_t *text(const char *from)
{
    char copy[TEXT_MAX];
    json_t *json = NULL;
    if (!from)
        return json_null();
    snprintf(copy, sizeof copy, "%s", from);
    while (!(json = json_string(copy))) {
        /* Not UTF-8 somewhere, or cut in a character. */
        for (char *at = copy; *at; at++)
            if ((unsigned char)*at >= 0x80)
                *at = '?';
    }
    return json;
}

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

/* Absent rather than empty. */
static void set_text(json_t *object, const char *key, const char *value)
{
    if (value && *value)
        set(object, key, text(value));
}

static void set_number(json_t *object, const char *key, long value)
{
    set(object, key, json_integer(value));
}

static void set_true(json_t *object, const char *key, bool value)
{
    if (value)
        set(object, key, json_true());
}

static void set_place(json_t *object, const struct place *place,
                      const char *code)
{
    if (!place)
        return;
    set_text(object, "file", place->file);
    set_number(object, "line", place->line);
    set_text(object, "function", place->function);
    set_text(object, "code", code);
}

/* ---- steps ---- */

static json_t *holdings_of(const struct step *step)
{
    json_t *array = json_array();
    for (int i = 0; i < step->holding_count; i++) {
        json_t *one = json_object();
        set_number(one, "thread", step->holdings[i].thread);
        set_text(one, "object", name_of(step->holdings[i].address));
        set_number(one, "since", step->holdings[i].since);
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *woken_by(const struct step *step)
{
    json_t *array = json_array();
    for (thread_set rest = step->woken; rest; rest &= rest - 1)
        json_array_append_new(array, json_integer(set_first(rest)));
    return array;
}

static json_t *step_json(const struct step *step)
{
    json_t *json = json_object();
    set_number(json, "step", step->number);
    set_number(json, "thread", step->thread);
    set(json, "kind", json_string(step_kind(step)));
    set_place(json, step->place, step->code);
    set(json, "what", text(step->what));
    set_text(json, "object", step->name);
    set_text(json, "mutex", step->second);
    set_text(json, "before", step->before);
    if (step->writes)
        set_text(json, "after", step->after);
    if (step->holding_count)
        set(json, "holds", holdings_of(step));
    set_true(json, "preempts", step->preempts);
    set_true(json, "matters", step->matters);
    set_true(json, "fails", step->fails);
    set_true(json, "lost", step->is_lost);
    if (step->partner)
        set_number(json, "woken_by", step->partner);
    if (step->woken)
        set(json, "wakes", woken_by(step));
    return json;
}

static json_t *steps_json(const struct story *story, int written)
{
    json_t *array = json_array();
    long others = 0, at = 0;
    for (int i = 0; i < story->count; i++)
        others += !story->steps[i].matters;
    for (int i = 0; i < story->count; i++) {
        const struct step *step = &story->steps[i];
        if (!step->matters && ++at <= others - written)
            continue;
        if (json_array_size(array) < 2 * (size_t)written)
            json_array_append_new(array, step_json(step));
    }
    return array;
}

/* ---- threads ---- */

static json_t *threads_json(void)
{
    json_t *array = json_array();
    for (int i = 0; i < engine.thread_count; i++) {
        const struct thread *thread = &threads[i];
        const struct place *made = place_of((uintptr_t)thread->made_pc);
        json_t *json = json_object();
        set(json, "name", text(thread->name));
        const char *begins = thread->start
                                 ? function_at((uintptr_t)thread->start)
                                 : function_at((uintptr_t)thread->start_c11);
        if (i > 0)
            set_text(json, "begins_in", begins);
        set_place(json, made, made ? place_code(made) : NULL);
        json_array_append_new(array, json);
    }
    return array;
}

static json_t *blocked_json(const struct blocked *blocked)
{
    char words[WHAT_LENGTH];
    json_t *json = json_object();
    blocked_words(blocked, words);
    set_number(json, "thread", blocked->thread);
    set(json, "what", text(words));
    set_text(json, "object", blocked->name);
    set_text(json, "mutex", blocked->second);
    set_place(json, blocked->place, blocked->code);
    set_true(json, "is_join",
             blocked->op == OP_JOIN || blocked->op == OP_JOIN_TIMED ||
                 blocked->op == OP_EXIT);
    if (blocked->holder < 0)
        return json;
    set_number(json, "holder", blocked->holder);
    set_true(json, "holder_ended", blocked->holder_ended);
    if (blocked->since)
        set_number(json, "since", blocked->since);
    if (blocked->since_place)
        set_number(json, "since_line", blocked->since_place->line);
    return json;
}

static json_t *all_blocked_json(const struct story *story)
{
    json_t *array = json_array();
    for (int i = 0; i < story->blocked_count; i++)
        json_array_append_new(array, blocked_json(&story->blocked[i]));
    return array;
}

/* ---- accesses ---- */

static const char *access_verb(const struct story *story, int i)
{
    const struct access_note *note = &story->failure.access[i];
    if (story->failure.verdict == VERDICT_MEMORY_ERROR && i == 0)
        return strstr(story->failure.diagnosis, "free") ? "freed" : "allocated";
    return note->write ? "writes" : "reads";
}

static json_t *locks_at(const struct story *story, int i)
{
    const struct step *step = story_step(story, story->access_step[i]);
    json_t *array = json_array();
    for (int k = 0; step && k < step->holding_count; k++)
        if (step->holdings[k].thread == story->failure.access[i].thread)
            json_array_append_new(array,
                                  text(name_of(step->holdings[k].address)));
    return array;
}

static json_t *accesses_json(const struct story *story)
{
    json_t *array = json_array();
    for (int i = 0; i < 2; i++) {
        const struct access_note *note = &story->failure.access[i];
        const struct place *place = place_of((uintptr_t)note->pc);
        if (!note->valid)
            continue;
        json_t *json = json_object();
        set_number(json, "thread", note->thread);
        set(json, "what", json_string(access_verb(story, i)));
        set_text(json, "object", story->access_name[i]);
        if (!is_scenario(place))
            set_place(json, place, place ? place_code(place) : NULL);
        if (story->access_step[i])
            set_number(json, "step", story->access_step[i]);
        set(json, "locks", locks_at(story, i));
        json_array_append_new(array, json);
    }
    return array;
}

static json_t *history_json(void)
{
    json_t *array = json_array();
    for (int i = 0; i < history_count; i++) {
        const struct history_call *call = &history[i];
        json_t *json = json_object();
        set_number(json, "thread", call->thread);
        set_text(json, "call", call->word);
        set_number(json, "argument", call->argument);
        set_number(json, "called", call->called);
        if (call->returned) {
            set_number(json, "result", call->result);
            set_number(json, "returned", call->returned);
        }
        json_array_append_new(array, json);
    }
    return array;
}

/* ---- the search ---- */

static const char *plural(long count)
{
    return count == 1 ? "" : "s";
}

static void set_reach(json_t *json, const struct exploration *e)
{
    static const char *const words[] = {
        [REACH_NONE] = "some", [REACH_BOUND] = "bound", [REACH_ALL] = "all"};
    char seen[120];
    const char *reach = e->sampled ? "sampled" : words[e->reach];
    if (e->sampled)
        snprintf(seen, sizeof seen, "%ld sampled", e->sampled);
    else if (e->reach == REACH_ALL && e->states)
        snprintf(seen, sizeof seen,
                 "all interleavings (%ld states, %ld execution%s)", e->states,
                 e->executions, plural(e->executions));
    else if (e->reach == REACH_ALL)
        snprintf(seen, sizeof seen, "all %ld interleaving%s", e->complete,
                 plural(e->complete));
    else if (e->reach == REACH_BOUND)
        snprintf(seen, sizeof seen, "all with at most %d preemption%s (%ld)",
                 e->bound, plural(e->bound), e->executions);
    else
        snprintf(seen, sizeof seen, "%ld execution%s", e->executions,
                 plural(e->executions));
    set(json, "reach", json_string(reach));
    set(json, "seen", json_string(seen));
    set_number(json, "executions", e->executions);
    set_number(json, "states", e->states);
    set_number(json, "longest", e->deepest);
    set_number(json, "steps_max", engine.options.steps_max);
    set_number(json, "limited", e->limited);
}

static void set_story(json_t *json, const struct document *document,
                      int written)
{
    const struct story *story = document->story;
    json_t *where = json_object();
    if (story->failure.thread >= 0)
        set_number(where, "thread", story->failure.thread);
    if (!is_scenario(story->place))
        set_place(where, story->place, story->code);
    set(json, "where", where);
    set_text(json, "token", document->token);
    if (document->preemptions >= 0)
        set_number(json, "preemptions", document->preemptions);
    set(json, "threads", threads_json());
    set(json, "steps", steps_json(story, written));
    set_number(json, "step_count", story->count);
    if (story->failure.has_history)
        set(json, "history", history_json());
    if (story->failure.access[0].valid)
        set(json, "accesses", accesses_json(story));
    if (story->failure.verdict == VERDICT_DEADLOCK ||
        story->failure.verdict == VERDICT_LIVELOCK)
        set(json, "blocked", all_blocked_json(story));
}

static void set_failure(json_t *json, const struct failure *failure)
{
    set_text(json, "diagnosis", failure->diagnosis);
    set_text(json, "expected", failure->expected);
    set_text(json, "found", failure->found);
}

void document_first(json_t *json, const struct document *first)
{
    json_t *one = json_object();
    const struct failure *failure = &first->story->failure;
    set(one, "verdict", json_string(verdict_name(failure->verdict)));
    set_failure(one, failure);
    set_story(one, first, FIRST_WRITTEN);
    set(json, "first", one);
}

void document_found_first(json_t *json)
{
    set(json, "found_first", json_true());
}

json_t *document_begin(const struct document *document)
{
    const struct exploration *e = document->exploration;
    const struct failure *failure =
        document->story ? &document->story->failure : &e->failure;
    json_t *json = json_object();
    set(json, "schema", json_string("interleave-schedule-1"));
    set(json, "verdict", json_string(verdict_name(e->verdict)));
    if (e->verdict != VERDICT_OK)
        set_text(json, "diagnosis",
                 document->story ? failure->diagnosis : e->failure.diagnosis);
    set_text(json, "scenario", document->scenario);
    set_text(json, "expected", failure->expected);
    set_text(json, "found", failure->found);
    set_reach(json, e);
    if (!document->story)
        return json;
    set(json, "minimal", json_boolean(e->minimal));
    set_story(json, document, STEPS_WRITTEN);
    return json;
}

static void mark_critical(json_t *json, int critical)
{
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(json, "steps"), i, step)
    {
        if (json_integer_value(json_object_get(step, "step")) != critical)
            continue;
        json_object_set_new(step, "critical", json_true());
        json_object_set_new(step, "matters", json_true());
    }
}

/* Steps that do not matter go, or all of them. */
static void drop_steps(json_t *json, bool all)
{
    json_t *steps = json_object_get(json, "steps");
    for (size_t i = json_array_size(steps); i > 0; i--)
        if (all || !json_object_get(json_array_get(steps, i - 1), "matters"))
            json_array_remove(steps, i - 1);
}

/* The more, the higher the level; what was found first goes first. */
static void shorten(json_t *json, int level)
{
    if (level == 0)
        drop_steps(json_object_get(json, "first"), false);
    else if (level == 1)
        json_object_del(json, "first");
    else
        drop_steps(json, level > 2);
}

char *document_end(json_t *json, int critical)
{
    if (critical >= 0)
        set_number(json, "critical", critical);
    mark_critical(json, critical);
    char *dump = json_dumps(json, JSON_COMPACT);
    for (int level = 0; dump && strlen(dump) > DOCUMENT_MAX && level < 4;
         level++) {
        free(dump);
        shorten(json, level);
        dump = json_dumps(json, JSON_COMPACT);
    }
    json_decref(json);
    return dump;
}
