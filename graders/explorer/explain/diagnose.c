/* diagnose.c - see diagnose.h. */
#include "diagnose.h"
#include "naming.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool say_cause(struct story *story, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(story->failure.diagnosis, sizeof story->failure.diagnosis, format,
              arguments);
    va_end(arguments);
    return true;
}

bool is_op(const struct step *step, enum op_kind kind)
{
    return entry_of(step)->kind == TRACE_STEP && entry_of(step)->op == kind;
}

struct step *earlier_by_same(const struct story *story, const struct step *step)
{
    for (long i = step - story->steps - 1; i >= 0; i--)
        if (story->steps[i].thread == step->thread)
            return &story->steps[i];
    return NULL;
}

bool holds(const struct step *step, int thread, uintptr_t lock)
{
    for (int i = 0; i < step->holding_count; i++)
        if (step->holdings[i].thread == thread &&
            step->holdings[i].address == lock)
            return true;
    return false;
}

static bool begins_section(const struct step *step)
{
    return is_op(step, OP_LOCK) || is_op(step, OP_WAKE) ||
           is_op(step, OP_RELOCK) || is_op(step, OP_LOCK_TIMED) ||
           entry_of(step)->kind == TRACE_START;
}

struct step *tested_before(const struct story *story, const struct step *wait,
                           uintptr_t tested[TESTED_MAX], int *count)
{
    struct step *first = NULL;
    *count = 0;
    for (struct step *s = earlier_by_same(story, wait); s;
         s = earlier_by_same(story, s)) {
        if (s->reads && *count < TESTED_MAX) {
            tested[(*count)++] = entry_of(s)->address;
            first = s;
        }
        if (begins_section(s))
            break;
    }
    return first;
}

/* What the failing line read: "count is 1, limit is 2". */
static void say_found(struct story *story)
{
    struct failure *failure = &story->failure;
    size_t used = 0;
    if (failure->found[0] || failure->verdict != VERDICT_WRONG_RESULT)
        return;
    for (int i = story->count; i > 0; i--) {
        const struct step *step = &story->steps[i - 1];
        if (!step->fails)
            break;
        if (step->before[0] && !is_scenario(step->place) &&
            used < sizeof failure->found)
            used += (size_t)snprintf(
                failure->found + used, sizeof failure->found - used,
                "%s%s is %s", used ? ", " : "", step->name, step->before);
    }
    if (*naming_locals() && used < sizeof failure->found)
        snprintf(failure->found + used, sizeof failure->found - used, "%s%s",
                 used ? ", " : "", naming_locals());
}

static bool is_repeated(const struct story *story, const struct step *step)
{
    for (const struct step *s = step + 1; s < story->steps + story->count; s++)
        if (s->thread == step->thread && entry_of(s)->pc == entry_of(step)->pc)
            return true;
    return false;
}

/* The steps on the failing line, at the end: of its last turn, in a loop. */
static void mark_failing(struct story *story)
{
    for (int i = story->count; i > 0 && story->place; i--) {
        struct step *step = &story->steps[i - 1];
        if (step->thread != story->failure.thread || !step->place ||
            step->place->line != story->place->line ||
            strcmp(step->place->path, story->place->path) != 0 ||
            is_repeated(story, step) ||
            (step->code && story->code && strcmp(step->code, story->code)))
            break;
        step->fails = step->matters = true;
    }
}

void diagnose(struct story *story)
{
    mark_failing(story);
    say_found(story);
    switch (story->failure.verdict) {
    case VERDICT_WRONG_RESULT:
    case VERDICT_MISUSE:
    case VERDICT_CRASH:
        diagnose_result(story);
        break;
    case VERDICT_MEMORY_ERROR:
        if (!diagnose_memory(story))
            diagnose_result(story);
        break;
    case VERDICT_DEADLOCK:
        diagnose_deadlock(story);
        break;
    case VERDICT_DATA_RACE:
        diagnose_race(story);
        break;
    default:
        break;
    }
}
