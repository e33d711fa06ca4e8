/* explain.c - see explain.h. */
#include "explain.h"
#include "diagnose.h"
#include "document.h"
#include "matter.h"
#include "search.h"

#include <stdio.h>

/* The step that makes the decision; the accesses before it belong to it. */
static int step_of_decision(const struct story *story, int decision)
{
    for (int i = 0; i < story->count; i++)
        if (entry_of(&story->steps[i])->decision >= decision)
            return i + 1;
    return 0;
}

/* A data race is one in every order of the two accesses; what the explorer
 * cannot do is no fault of the schedule's. */
static bool has_critical_step(const struct story *story)
{
    return story->failure.verdict != VERDICT_DATA_RACE &&
           story->failure.verdict != VERDICT_GRADER_FAULT;
}

/* Other executions are run for that: afterwards, threads and trace tell of the
 * last one of these. */
static int find_critical(const struct explain_request *request,
                         const struct story *story)
{
    if (!has_critical_step(story))
        return -1;
    int decisions = request->critical(&request->exploration->schedule,
                                      request->critical_budget);
    return decisions > 0 ? step_of_decision(story, decisions - 1) : decisions;
}

/* The same schedule does not fail the same way: nothing that was seen is
 * certain. */
static void doubt(struct exploration *exploration)
{
    exploration->verdict = VERDICT_GRADER_FAULT;
    snprintf(exploration->failure.diagnosis,
             sizeof exploration->failure.diagnosis,
             "the same schedule did not fail a second time (%s): something "
             "outside of the explorer's reach decides what the program does",
             verdict_name(exploration->failure.verdict));
}

static int preemptions_run(void)
{
    int count = 0;
    for (int i = 0; i < engine.depth; i++)
        count += nodes[i].cost;
    return count;
}

/* What the search met before something shorter was looked for. It is told
 * last, for its replay takes the place of the other one. What does not fail
 * the same way again is not told. */
static void tell_first(const struct exploration *e, struct json_t *json,
                       const struct story *shortest)
{
    static struct story story;
    struct document document = {.exploration = e, .story = &story};
    if (!e->first.choices)
        return;
    bool same = schedule_equal(&e->first, &e->schedule);
    if (!same) {
        if (!story_tell_first(&story, e))
            return;
        token_write(document.token);
        document.preemptions = preemptions_run();
        same = story_equal(&story, shortest);
    }
    if (same) {
        document_found_first(json);
        return;
    }
    diagnose(&story);
    find_what_matters(&story);
    document_first(json, &document);
}

char *explain_exploration(const struct explain_request *request)
{
    struct exploration *e = request->exploration;
    static struct story story;
    struct document document = {.exploration = e,
                                .scenario = request->scenario,
                                .preemptions = e->preemptions};
    if (request->layout != EXPLAIN_LAYOUT)
        return NULL;
    if (!e->schedule.choices || e->failure.verdict == VERDICT_OK)
        return document_end(document_begin(&document), -1);
    if (!story_tell(&story, e)) {
        doubt(e);
        return document_end(document_begin(&document), -1);
    }
    document.story = &story;
    token_write(document.token);
    diagnose(&story);
    find_what_matters(&story);
    e->failure = story.failure;
    struct json_t *json = document_begin(&document);
    int critical = find_critical(request, &story);
    tell_first(e, json, &story);
    return document_end(json, critical);
}
