/* replay.c - see replay.h. */
#include "replay.h"

#include "view_palette.h"

#include <string.h>

/* ---- what a scenario played ---- */

/* Threads are known by their names; the first one that is met is not main. */
static int thread_named(struct shown *shown, struct palette_names *met,
                        struct text name)
{
    int thread = palette_meet(met, name);
    for (; shown->thread_count < met->count; shown->thread_count++)
        shown->threads[shown->thread_count].name =
            met->names[shown->thread_count];
    return thread;
}

static struct shown_place place_of(const struct where *where)
{
    return (struct shown_place){.file = where->file,
                                .function = where->function,
                                .code = where->code,
                                .line = where->line};
}

static void add_step(struct shown *shown, struct palette_names *met,
                     const struct where *where)
{
    int thread = thread_named(shown, met, where->thread);
    if (thread < 0)
        return;
    shown->steps[shown->step_count++] =
        (struct shown_step){.number = ++shown->last_number,
                            .thread = thread,
                            .what = where->doing,
                            .place = place_of(where),
                            .matters = true};
}

static void add_stand(struct shown *shown, struct palette_names *met,
                      const struct where *where)
{
    int thread = thread_named(shown, met, where->thread);
    if (thread < 0 || shown->blocked_count == SHOWN_THREADS_MAX)
        return;
    shown->blocked[shown->blocked_count++] = (struct shown_stand){
        .thread = thread, .what = where->doing, .place = place_of(where)};
}

static void take_played(struct shown *shown, const struct check *check)
{
    struct palette_names met = {.count = 0};
    size_t count = check->steps.count;
    if (count > SHOWN_STEPS_MAX)
        count = SHOWN_STEPS_MAX;
    memset(shown, 0, sizeof *shown);
    shown->verdict = check->verdict;
    shown->scenario = check->scenario;
    shown->expected = check->expected;
    shown->found = check->found;
    shown->where_thread = -1;
    shown->preemptions = shown->critical = -1;
    shown->steps = view_alloc(count, sizeof *shown->steps);
    for (size_t i = 0; i < count; i++)
        add_step(shown, &met, &check->steps.items[i]);
    for (size_t i = 0; i < check->where.count; i++)
        add_stand(shown, &met, &check->where.items[i]);
}

/* ---- the whole ---- */

bool replay_take(struct shown *shown, const struct check *check)
{
    if (!check->schedule)
        take_played(shown, check);
    else if (!shown_take(shown, check->schedule))
        return false;
    return shown->step_count > 0;
}

bool replay_take_first(struct shown *first, const struct shown *shown)
{
    return shown_take(first, shown->first) && first->step_count > 0;
}

bool replay_matters(const struct shown_step *step)
{
    return step->matters || step->fails || step->critical;
}

bool replay_fails_elsewhere(const struct shown *shown)
{
    if (shown->where_thread < 0 || !shown->where.line || shown->blocked_count ||
        shown->verdict == VERDICT_DATA_RACE)
        return false;
    for (int i = 0; i < shown->step_count; i++)
        if (shown->steps[i].fails)
            return false;
    return true;
}

bool replay_stand_matters(const struct shown *shown,
                          const struct shown_stand *stand)
{
    if (!stand->is_join)
        return true;
    for (int i = 0; i < shown->blocked_count; i++)
        if (!shown->blocked[i].is_join)
            return false;
    return true;
}

void lanes_give(struct lanes *lanes, const struct shown *shown)
{
    bool takes_part[SHOWN_THREADS_MAX] = {false};
    for (int i = 0; i < shown->step_count; i++)
        if (replay_matters(&shown->steps[i]))
            takes_part[shown->steps[i].thread] = true;
    for (int i = 0; i < shown->blocked_count; i++)
        if (replay_stand_matters(shown, &shown->blocked[i]))
            takes_part[shown->blocked[i].thread] = true;
    if (replay_fails_elsewhere(shown))
        takes_part[shown->where_thread] = true;
    lanes->count = 0;
    for (int i = 0; i < shown->thread_count; i++) {
        lanes->of[i] = takes_part[i] ? lanes->count : -1;
        if (takes_part[i])
            lanes->threads[lanes->count++] = i;
    }
}

bool replay_lock(const struct shown_step *step, size_t n, int *thread,
                 struct text *object)
{
    const json_t *lock = json_array_get(step->holds, n);
    if (!lock)
        return false;
    *thread = (int)shown_number(lock, "thread", 0);
    *object = shown_text(json_object_get(lock, "object"));
    return true;
}
