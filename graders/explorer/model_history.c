/* model_history.c - is there an order in which all calls could have happened
 * one at a time? Wing, Gong, "Testing and verifying concurrent objects", JPDC
 * 1993: depth first over the calls that nothing unfinished precedes. With the
 * handful of calls of a scenario this needs no memory of states tried. A call
 * that has not returned may come anywhere behind those that returned before it
 * was made, or nowhere: Herlihy, Wing, "Linearizability", TOPLAS 1990.
 */
#define _GNU_SOURCE
#include "explore.h"
#include "history.h"
#include "model.h"

#include <stdio.h>
#include <string.h>

#define STATE_MAX 512

struct history_call history[HISTORY_MAX];
int history_count;
static int history_clock;
static struct object *history_object;

void history_begin(void)
{
    history_count = history_clock = 0;
    history_object = NULL;
}

/* The order of calls and returns is what is judged, so that these steps do
 * not commute. */
static void step(const void *pc)
{
    if (!history_object)
        history_object = object_at(16, OBJECT_MEMORY);
    op_publish(OP_MEET, history_object, ACCESS_WRITE, pc);
    schedule();
    history_clock++;
}

void model_called(int operation, long argument)
{
    const void *pc = CALLER;
    step(pc);
    if (history_count >= HISTORY_MAX)
        execution_fail(VERDICT_GRADER_FAULT, pc,
                       "a scenario records more than %d calls", HISTORY_MAX);
    history[history_count++] =
        (struct history_call){.thread = engine.current->id,
                              .operation = operation,
                              .argument = argument,
                              .called = history_clock};
}

void model_returned(long result)
{
    step(CALLER);
    for (int i = history_count - 1; i >= 0; i--) {
        struct history_call *call = &history[i];
        if (call->thread != engine.current->id || call->returned)
            continue;
        call->result = result;
        call->returned = history_clock;
        return;
    }
}

struct linearization {
    explored_specification *specification;
    size_t size;
    bool done[HISTORY_MAX];
    int finished; /* calls that returned */
    int most;     /* of these, could be put in order at best */
};

/* Whether a call that is not done yet returned before this one was made. */
static bool must_wait(const struct linearization *l, int candidate)
{
    for (int i = 0; i < history_count; i++)
        if (!l->done[i] && history[i].returned &&
            history[i].returned < history[candidate].called)
            return true;
    return false;
}

static bool fits(struct linearization *l, const void *state, int done);

/* Whether the rest fits if this call comes next. */
static bool fits_with(struct linearization *l, int next, const void *state,
                      int done)
{
    const struct history_call *call = &history[next];
    char after[STATE_MAX];
    if (must_wait(l, next))
        return false;
    memcpy(after, state, l->size);
    if (!l->specification(after, call->operation, call->argument,
                          call->returned ? call->result : EXPLORE_ANY))
        return false;
    l->done[next] = true;
    bool fit = fits(l, after, done + (call->returned != 0));
    l->done[next] = false;
    return fit;
}

/* done: calls that returned and have their place in the order. */
static bool fits(struct linearization *l, const void *state, int done)
{
    if (done > l->most)
        l->most = done;
    if (done == l->finished)
        return true;
    for (int i = 0; i < history_count; i++)
        if (!l->done[i] && fits_with(l, i, state, done))
            return true;
    return false;
}

void model_linearizable(explored_specification *specification,
                        const void *initial, size_t size,
                        const char *const *words)
{
    const void *pc = CALLER;
    struct linearization l = {.specification = specification, .size = size};
    if (size > STATE_MAX)
        execution_fail(VERDICT_GRADER_FAULT, pc,
                       "a specification's state has more than %d bytes",
                       STATE_MAX);
    for (int i = 0; i < history_count; i++) {
        history[i].word = words[history[i].operation];
        l.finished += history[i].returned != 0;
    }
    if (fits(&l, initial, 0))
        return;
    snprintf(engine.failure.found, sizeof engine.failure.found,
             "calls and results that fit no order; %d of %d at most do", l.most,
             l.finished);
    snprintf(engine.failure.expected, sizeof engine.failure.expected,
             "an order of the calls in which each result is right");
    engine.failure.has_history = true;
    execution_fail(VERDICT_WRONG_RESULT, pc,
                   "no order of these calls explains what they returned");
}
