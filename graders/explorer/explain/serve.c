/* serve.c - see serve.h: questions, and the runs that answer them. */
#include "serve.h"
#include "ask.h"
#include "bridge.h"
#include "diagnose.h"
#include "execute.h"
#include "explore.h"
#include "outcomes.h"
#include "search.h"
#include "serve_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_LENGTH (1 << 20)
#define ROLL_MAX 500 /* moves in a row that are no choice */

static const struct schedule *asked;
static bool rolling;

/* ---- a run ---- */

static bool is_forced(const struct node *node, int depth)
{
    return rolling && set_size(node->enabled) == 1 &&
           op_alternatives(&threads[set_first(node->enabled)]) <= 1 &&
           depth < asked->length + ROLL_MAX;
}

static int ways_of(int thread)
{
    int ways = op_alternatives(&threads[thread]);
    return ways > 1 ? ways : 1;
}

static int serve_choose(struct node *node, int depth, int *alternative)
{
    int thread = set_first(node->enabled);
    *alternative = 0;
    if (depth < asked->length) {
        thread = asked->choices[depth].thread;
        *alternative = asked->choices[depth].alternative;
        engine.diverged |= !(node->enabled & SET_OF(thread)) ||
                           *alternative >= ways_of(thread);
        if (engine.diverged)
            return -1;
    } else if (!is_forced(node, depth)) {
        return -1;
    }
    node->cost = preemption_cost(node, thread) != 0;
    return thread;
}

static bool serve_advance(void)
{
    return false;
}

static const struct strategy_functions serve_strategy = {
    .choose = serve_choose, .advance = serve_advance};

static enum ending last_ending;

static bool replay(const void *unused)
{
    (void)unused;
    strategy = &serve_strategy;
    engine.replay_length = 0;
    engine.diverged = false;
    last_ending = execution_run();
    return true;
}

enum ending serve_run(const struct schedule *along, bool roll,
                      struct story *story)
{
    asked = along;
    rolling = roll;
    memset(story, 0, sizeof *story);
    story_of(story, replay, NULL);
    return last_ending;
}

/* What the library reads and writes for itself is no move of the game: the
 * thread that is at it goes on. */
static bool is_inside_library(void)
{
    const struct thread *last = engine.last_runner;
    const struct place *place = last ? place_of((uintptr_t)last->op.pc) : NULL;
    return last_ending == END_CUT && !engine.diverged && place &&
           is_library(place) && last->state == THREAD_READY &&
           is_access_op(&last->op) &&
           nodes[engine.depth].enabled & SET_OF(last->id);
}

/* Adds those moves. Returns: the schedule, the caller's to free. */
static struct schedule leave_library(const struct schedule *along)
{
    struct schedule longer = {0};
    asked = along;
    rolling = true;
    replay(NULL);
    for (int i = 0; i < ROLL_MAX && is_inside_library(); i++) {
        schedule_keep(&longer); /* has room for one more */
        longer.choices[longer.length++] =
            (struct choice){.thread = (uint8_t)engine.last_runner->id};
        asked = &longer;
        replay(NULL);
    }
    schedule_keep(&longer);
    return longer;
}

/* ---- answers ---- */

static void send(const char *kind, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    bridge_send(kind, text ? text : "{}");
    free(text);
    json_decref(json);
}

static json_t *moves(void)
{
    json_t *list = json_array();
    for (int i = 0; i < engine.depth; i++)
        json_array_append_new(list, json_pack("[i,i]", (int)nodes[i].thread,
                                              nodes[i].alternative));
    return list;
}

static int switches(void)
{
    int count = 0;
    for (int i = 0; i < engine.depth; i++)
        count += nodes[i].cost;
    return count;
}

static json_t *end_of(enum ending ending, struct story *story)
{
    enum verdict verdict = ending == END_COMPLETE ? VERDICT_OK
                           : ending == END_FAILED ? engine.failure.verdict
                                                  : VERDICT_LIMIT_REACHED;
    const struct failure *failure = &story->failure;
    bool failed = ending == END_FAILED;
    if (failed)
        diagnose(story);
    json_t *end = json_object();
    json_object_set_new(end, "verdict", json_string(verdict_name(verdict)));
    json_object_set_new(end, "words", json_string(verdict_words(verdict)));
    json_object_set_new(end, "diagnosis",
                        json_printable(failed ? failure->diagnosis : ""));
    json_object_set_new(end, "expected",
                        json_printable(failed ? failure->expected : ""));
    json_object_set_new(end, "found",
                        json_printable(failed ? failure->found : ""));
    json_object_set_new(end, "outcome", json_printable(outcomes_words()));
    return end;
}

static void answer_go(const struct schedule *prefix)
{
    static struct story story;
    struct schedule longer = leave_library(prefix);
    enum ending ending =
        serve_run(engine.diverged ? prefix : &longer, true, &story);
    json_t *state = json_object();
    bool over = ending != END_CUT;
    json_object_set_new(state, "diverged", json_boolean(engine.diverged));
    json_object_set_new(state, "grew", json_boolean(engine.restart));
    json_object_set_new(state, "moves", moves());
    json_object_set_new(state, "switches", json_integer(switches()));
    json_object_set_new(state, "steps", serve_steps(&story));
    json_object_set_new(state, "threads", serve_threads(ending));
    json_object_set_new(state, "things", serve_things());
    json_object_set_new(state, "end",
                        over ? end_of(ending, &story) : json_null());
    engine.restart = false;
    free(story.steps);
    free(longer.choices);
    free(longer.visible);
    send("state", state);
}

void serve_list(const struct explored_scenario *scenario)
{
    json_t *list = json_array();
    for (; scenario && scenario->name; scenario++)
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:s}", "name", scenario->name, "claim",
                            scenario->claim, "question",
                            scenario->question ? scenario->question : ""));
    send("scenarios", list);
}

/* The steps that the shortest failing schedule takes, for the comparison. */
static void say_hello(const struct exploration *e)
{
    json_t *hello = json_object();
    bool fails = e->schedule.choices != NULL;
    json_object_set_new(hello, "verdict",
                        json_string(verdict_name(e->verdict)));
    json_object_set_new(hello, "words", json_string(verdict_words(e->verdict)));
    json_object_set_new(hello, "diagnosis",
                        json_printable(e->failure.diagnosis));
    json_object_set_new(hello, "fails", json_boolean(fails));
    json_object_set_new(hello, "switches", json_integer(e->preemptions));
    json_object_set_new(hello, "length", json_integer(e->schedule.length));
    json_object_set_new(hello, "minimal", json_boolean(e->minimal));
    json_object_set_new(hello, "everything",
                        json_boolean(e->reach == REACH_ALL));
    json_object_set_new(hello, "executions", json_integer(e->executions));
    send("hello", hello);
}

/* The way on, not the whole schedule: what comes first, and how much more. */
static void answer_hint(const struct schedule *prefix)
{
    static struct way_to_fail way;
    ask_behind(prefix, &way);
    if (!way.found) {
        send("hint", json_pack("{s:b,s:b}", "fails", 0, "sure", way.none));
        return;
    }
    const struct choice *next = &way.schedule.choices[prefix->length];
    send("hint",
         json_pack("{s:b,s:i,s:i,s:i,s:i,s:s}", "fails", 1, "thread",
                   (int)next->thread, "way", (int)next->alternative, "moves",
                   way.schedule.length - prefix->length, "switches",
                   way.preemptions, "words", verdict_words(way.verdict)));
}

static json_t *outcome_json(const struct outcome_kept *outcome)
{
    struct story story;
    json_t *names = json_array();
    serve_run(&outcome->schedule, false, &story);
    for (int i = 0; i < engine.thread_count; i++)
        json_array_append_new(names, json_printable(threads[i].name));
    json_t *json =
        json_pack("{s:o,s:I,s:o,s:o}", "words", json_printable(outcome->words),
                  "executions", (json_int_t)outcome->executions, "threads",
                  names, "steps", serve_steps(&story));
    free(story.steps);
    return json;
}

static void answer_outcomes(void)
{
    bool all = ask_outcomes();
    json_t *list = json_array();
    for (int i = 0; i < outcome_count; i++)
        json_array_append_new(list, outcome_json(&outcomes[i]));
    send("outcomes", json_pack("{s:b,s:o}", "all", all, "outcomes", list));
}

/* ---- questions ---- */

static void read_schedule(const char *words, struct schedule *schedule)
{
    int thread, way, length;
    size_t room = strlen(words) / 3 + 1; /* "1.0" at least */
    schedule->length = 0;
    schedule->choices = calloc(room, sizeof *schedule->choices);
    if (!schedule->choices)
        abort();
    while (sscanf(words, " %d.%d%n", &thread, &way, &length) == 2) {
        words += length;
        if (thread >= 0 && thread < THREADS_MAX && way >= 0 && way < 256)
            schedule->choices[schedule->length++] = (struct choice){
                .thread = (uint8_t)thread, .alternative = (uint8_t)way};
    }
}

void serve(const struct exploration *exploration)
{
    char *line = malloc(LINE_LENGTH), word[16];
    if (!line || !dies_open())
        return;
    say_hello(exploration);
    while (bridge_receive(line, LINE_LENGTH)) {
        struct schedule schedule;
        if (sscanf(line, "%15s", word) != 1)
            continue;
        read_schedule(line + strlen(word), &schedule);
        if (strcmp(word, "go") == 0)
            answer_go(&schedule);
        else if (strcmp(word, "hint") == 0)
            answer_hint(&schedule);
        else if (strcmp(word, "outcomes") == 0)
            answer_outcomes();
        free(schedule.choices);
    }
    free(line);
}
