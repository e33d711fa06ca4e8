/* schedule.c - the decisions of one execution: kept, and run again. */
#include "execute.h"
#include "exploration.h"
#include "search.h"
#include "shadow.h"

#include <stdlib.h>
#include <string.h>

static void keep_visible(struct schedule *schedule)
{
    static uintptr_t places[VISIBLE_MAX];
    int count = visible_list(places);
    free(schedule->visible);
    schedule->visible = malloc(((size_t)count + 1) * sizeof *places);
    if (!schedule->visible)
        abort();
    memcpy(schedule->visible, places, (size_t)count * sizeof *places);
    schedule->visible_count = count;
    schedule->locks_are_watched = engine.locks_are_watched;
}

/* What was found since does not count: the decisions are those of fewer
 * steps. */
static void restore_visible(const struct schedule *schedule)
{
    visible_forget();
    for (int i = 0; i < schedule->visible_count; i++)
        visible_add((const void *)schedule->visible[i]);
    engine.locks_are_watched = schedule->locks_are_watched;
}

void schedule_keep(struct schedule *schedule)
{
    keep_visible(schedule);
    free(schedule->choices);
    schedule->length = engine.depth;
    schedule->choices =
        malloc(((size_t)engine.depth + 1) * sizeof *schedule->choices);
    if (!schedule->choices)
        abort();
    for (int i = 0; i < engine.depth; i++)
        schedule->choices[i] =
            (struct choice){.thread = nodes[i].thread,
                            .alternative = (uint8_t)nodes[i].alternative};
}

static void *copy_of(const void *from, size_t size)
{
    void *to = malloc(size + 1);
    if (!to)
        abort();
    return memcpy(to, from, size);
}

static size_t choices_size(const struct schedule *schedule)
{
    return (size_t)schedule->length * sizeof *schedule->choices;
}

static size_t visible_size(const struct schedule *schedule)
{
    return (size_t)schedule->visible_count * sizeof *schedule->visible;
}

void schedule_copy(struct schedule *to, const struct schedule *from)
{
    *to = *from;
    to->choices = copy_of(from->choices, choices_size(from));
    to->visible = copy_of(from->visible, visible_size(from));
}

bool schedule_equal(const struct schedule *a, const struct schedule *b)
{
    return a->length == b->length && a->visible_count == b->visible_count &&
           memcmp(a->choices, b->choices, choices_size(a)) == 0 &&
           memcmp(a->visible, b->visible, visible_size(a)) == 0;
}

static const struct schedule *replayed;

static int replay_choose(struct node *node, int depth, int *alternative)
{
    if (depth < replayed->length) {
        int thread = replayed->choices[depth].thread;
        *alternative = replayed->choices[depth].alternative;
        node->cost = preemption_cost(node, thread) != 0;
        if (node->enabled & SET_OF(thread))
            return thread;
        engine.diverged = true;
    }
    int last = engine.last_runner ? engine.last_runner->id : 0;
    *alternative = 0;
    node->cost = false;
    return node->enabled & SET_OF(last) ? last : set_first(node->enabled);
}

static bool replay_advance(void)
{
    return false;
}

static const struct strategy_functions replay_strategy = {
    .choose = replay_choose, .advance = replay_advance};

enum ending schedule_replay(const struct schedule *schedule)
{
    restore_visible(schedule);
    replayed = schedule;
    strategy = &replay_strategy;
    engine.replay_length = 0;
    engine.diverged = false;
    return execution_run();
}
