/* report.c - see report.h. */
#include "report.h"

#include "bridge.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void print_counts(const struct exploration *e)
{
    printf("complete: %ld\ncut: %ld\nlimited: %ld\nrestarts: %ld\n",
           e->complete, e->cut, e->limited, e->restarts);
    printf("states: %ld\nreach: %d\nbound: %d\nlongest: %d\nsteps: %ld\n",
           e->states, e->reach, e->bound, e->deepest, engine.total_steps);
    printf("cpu_ms: %.3f\n", (double)clock() * 1e3 / CLOCKS_PER_SEC);
}

static const char *reach_words(const struct exploration *e, char *words,
                               size_t size)
{
    if (e->reach == REACH_ALL)
        snprintf(words, size, "all %ld executions that differ", e->executions);
    else if (e->reach == REACH_BOUND)
        snprintf(words, size, "all with at most %d preemption%s (%ld)",
                 e->bound, e->bound == 1 ? "" : "s", e->executions);
    else
        snprintf(words, size, "%ld executions", e->executions);
    return words;
}

void report_to_judge(const struct exploration *e)
{
    char words[80];
    json_t *json = json_object();
    json_object_set_new(json, "verdict",
                        json_string(verdict_name(e->verdict)));
    json_object_set_new(json, "diagnosis", json_string(e->failure.diagnosis));
    json_object_set_new(json, "expected", json_string(e->failure.expected));
    json_object_set_new(json, "found", json_string(e->failure.found));
    json_object_set_new(json, "executions", json_integer(e->executions));
    json_object_set_new(json, "seen",
                        json_string(reach_words(e, words, sizeof words)));
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    bridge_send("explored", text ? text : "{}");
    free(text);
    json_decref(json);
}

void report(struct exploration *exploration, const struct settings *settings)
{
    if (exploration->verdict != VERDICT_OK &&
        exploration->failure.verdict != VERDICT_OK)
        printf("%s\n", exploration->failure.diagnosis);
    printf("verdict: %s\n", verdict_name(exploration->verdict));
    printf("executions: %ld\n", exploration->executions);
    if (settings->counts)
        print_counts(exploration);
}
