/* serve_view.c - an execution as JSON: its steps, its threads, its objects. */
#include "search.h"
#include "serve_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *json_printable(const char *text)
{
    char plain[512];
    size_t i = 0;
    for (; text[i] && i + 1 < sizeof plain; i++)
        plain[i] = text[i] >= ' ' && text[i] <= '~' ? text[i] : '?';
    plain[i] = '\0';
    return json_string(plain);
}

void json_add_place(json_t *to, const struct place *place)
{
    const char *code = place ? place_code(place) : NULL;
    if (!place)
        return;
    json_object_set_new(to, "file", json_printable(place->file));
    json_object_set_new(to, "line", json_integer(place->line));
    if (place->function)
        json_object_set_new(to, "function", json_printable(place->function));
    if (code)
        json_object_set_new(to, "code", json_printable(code));
}

/* ---- steps ---- */

/* Beginnings are seen by what follows them, and what the scenario and the
 * library keep for themselves is of no interest. */
static bool is_told(const struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    bool memory = step->reads || step->writes;
    bool scenario =
        step->place && entry->kind == TRACE_ACCESS &&
        strncmp(step->place->file, "explored", strlen("explored")) == 0;
    if (memory && step->place && (scenario || is_library(step->place)))
        return false;
    return entry->kind != TRACE_START && entry->kind != TRACE_CREATE &&
           entry->kind != TRACE_JOIN;
}

/* The story numbers its steps; a game names who it was. */
static void what_words(const struct story *story, const struct step *step,
                       char words[WORDS_LENGTH])
{
    const struct step *by = story_step(story, step->partner);
    const char *rest = strchr(step->what, ',');
    if (by && strncmp(step->what, "woken by step", 13) == 0)
        snprintf(words, WORDS_LENGTH, "woken by '%s'%s",
                 threads[by->thread].name, rest ? rest : "");
    else
        snprintf(words, WORDS_LENGTH, "%s", step->what);
}

static json_t *step_json(const struct story *story, const struct step *step)
{
    char words[WORDS_LENGTH];
    const struct trace_entry *entry = entry_of(step);
    json_t *json = json_object();
    what_words(story, step, words);
    json_object_set_new(json, "thread", json_integer(step->thread));
    json_object_set_new(json, "what", json_printable(words));
    json_object_set_new(json, "switch", json_boolean(step->preempts));
    json_add_place(json,
                   place_shown(entry->pc, entry->stack, entry->stack_depth));
    return json;
}

/* What main does before there is a second thread is the same in each game. */
static int first_entry(void)
{
    int first = 0;
    while (first < trace_count && trace[first].kind != TRACE_CREATE)
        first++;
    return first < trace_count ? first : 0;
}

json_t *serve_steps(const struct story *story)
{
    json_t *list = json_array();
    int first = first_entry();
    for (int i = 0; i < story->count; i++)
        if (story->steps[i].entry >= first && is_told(&story->steps[i]))
            json_array_append_new(list, step_json(story, &story->steps[i]));
    return list;
}

/* ---- threads ---- */

static json_t *ways(const struct thread *thread)
{
    char words[WORDS_LENGTH];
    json_t *list = json_array();
    int count = op_alternatives(thread);
    for (int i = 0; i < (count > 1 ? count : 1); i++) {
        words_of_way(thread, i, words);
        json_array_append_new(list, json_printable(words));
    }
    return list;
}

static const struct place *standing(const struct thread *thread)
{
    const void *callers[STACK_DEPTH];
    int count = 0;
    int depth = thread->call_depth < CALLS_MAX ? thread->call_depth : CALLS_MAX;
    for (int i = depth - 1; i >= 0 && count < STACK_DEPTH; i--)
        callers[count++] = thread->calls[i];
    return place_shown(thread->op.pc, callers, count);
}

static void add_next(json_t *json, const struct thread *thread, bool ready)
{
    char words[WORDS_LENGTH], way[WORDS_LENGTH] = "";
    const struct op *op = &thread->op;
    if (ready && op_alternatives(thread) <= 1)
        words_of_way(thread, 0, way);
    const char *name = op->object && op->object->type != OBJECT_MEMORY
                           ? name_of(op->object->address)
                       : is_access_op(op) ? name_of(op->address)
                                          : NULL;
    snprintf(words, sizeof words, "%s%s%.90s%s%.90s", words_of_op(op->kind),
             name ? " " : "", name ? name : "", way[0] ? ": " : "", way);
    json_object_set_new(json, "next", json_printable(words));
    json_add_place(json, standing(thread));
    if (ready) {
        json_object_set_new(json, "ways", ways(thread));
    } else {
        words_of_blocked(thread, words);
        json_object_set_new(json, "why", json_printable(words));
    }
}

json_t *serve_threads(enum ending ending)
{
    json_t *list = json_array();
    thread_set enabled = ending == END_CUT ? nodes[engine.depth].enabled : 0;
    for (int i = 0; i < engine.thread_count; i++) {
        const struct thread *thread = &threads[i];
        bool ready = enabled & SET_OF(i);
        bool lives = engine.live & SET_OF(i);
        json_t *json = json_object();
        json_object_set_new(json, "name", json_printable(thread->name));
        json_object_set_new(json, "state",
                            json_string(!lives  ? "ended"
                                        : ready ? "ready"
                                                : "blocked"));
        if (lives && thread->state == THREAD_READY)
            add_next(json, thread, ready);
        json_array_append_new(list, json);
    }
    return list;
}

json_t *serve_things(void)
{
    char words[WORDS_LENGTH];
    json_t *list = json_array();
    for (const struct object *o = objects_live; o; o = o->next_live) {
        words_of_object(o, words);
        if (words[0])
            json_array_append_new(list, json_printable(words));
    }
    return list;
}
