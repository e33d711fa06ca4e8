/* report.c - see report.h. */
#define _GNU_SOURCE
#include "report.h"
#include "bridge.h"
#include "critical.h"
#include "explainer.h"
#include "explain/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void print_counts(const struct exploration *e)
{
    printf("complete: %ld\ncut: %ld\nlimited: %ld\nrestarts: %ld\n",
           e->complete, e->cut, e->limited, e->restarts);
    printf("states: %ld\nreach: %d\nbound: %d\nlongest: %d\nsteps: %ld\n",
           e->states, e->reach, e->bound, e->deepest, engine.total_steps);
    printf("cpu_ms: %.3f\nall_executions: %ld\n",
           (double)(clock() - engine.started) * 1e3 / CLOCKS_PER_SEC,
           engine.all_executions);
}

static char *explain(struct exploration *exploration,
                     const struct settings *settings)
{
    const struct explain_request request = {.layout = EXPLAIN_LAYOUT,
                                            .exploration = exploration,
                                            .scenario = settings->scenario,
                                            .critical = critical_decision,
                                            .critical_budget =
                                                settings->options.critical};
    explain_function *function;
    *(void **)&function = explainer_function(EXPLAIN_SYMBOL);
    return function ? function(&request) : NULL;
}

/* What is certain without an explanation. */
static char *without_words(const struct exploration *exploration)
{
    char *text;
    int length =
        asprintf(&text,
                 "{\"schema\":\"interleave-schedule-1\","
                 "\"verdict\":\"%s\",\"executions\":%ld}",
                 verdict_name(exploration->verdict), exploration->executions);
    return length < 0 ? NULL : text;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    if (!file || fprintf(file, "%s\n", text) < 0 || fclose(file) != 0) {
        fprintf(stderr, "explorer: %s cannot be written\n", path);
        exit(EXIT_NOT_DECIDED);
    }
}

void report(struct exploration *exploration, const struct settings *settings)
{
    bool wanted = settings->json || bridge_is_open();
    char *text = wanted ? explain(exploration, settings) : NULL;
    if (wanted && !text)
        text = without_words(exploration);
    if (text && settings->json)
        write_file(settings->json, text);
    if (text && bridge_is_open())
        bridge_send("explored", text);
    free(text);
    if (exploration->verdict != VERDICT_OK &&
        exploration->failure.verdict != VERDICT_OK)
        printf("%s\n", exploration->failure.diagnosis);
    printf("verdict: %s\n", verdict_name(exploration->verdict));
    printf("executions: %ld\n", exploration->executions);
    if (settings->counts)
        print_counts(exploration);
}
