/* matter.c - see matter.h.
 *
 * What matters begins with the places that the failure is about: those that
 * the failing line read, those that sleepers tested before they slept, the
 * locks and conditions that somebody waits for, the two accesses of a race. A
 * step matters if it changes or reads one of these, and the last step before
 * each preemption does, because that is what the schedule is made of.
 */
#include "matter.h"
#include "diagnose.h"

#include <string.h>

#define PLACES_MAX 32
#define SHORT_STORY 12 /* steps, all of which are shown */
#define LONG_STORY 40  /* steps at its end that are shown */
#define FIRST_STEPS 8  /* ... and at its beginning */
#define FEW_STEPS 3    /* hardly a story */
#define LAST_READS 3
#define LAST_STEPS 4

static uintptr_t places[PLACES_MAX];
static int place_count;

static bool is_place(uintptr_t address)
{
    for (int i = 0; i < place_count; i++)
        if (places[i] == address)
            return true;
    return false;
}

static void add_place(uintptr_t address)
{
    if (address && place_count < PLACES_MAX && !is_place(address))
        places[place_count++] = address;
}

static uintptr_t address_of(const struct step *step)
{
    return entry_of(step)->address;
}

static bool is_memory(const struct step *step)
{
    return step->reads || step->writes;
}

/* ---- what it is about ---- */

static void add_failing_line(const struct story *story)
{
    int reads = 0;
    for (int i = story->count; i > 0 && story->steps[i - 1].fails; i--)
        if (is_memory(&story->steps[i - 1]))
            add_place(address_of(&story->steps[i - 1]));
    for (int i = story->count; i > 0 && !place_count; i--) {
        const struct step *step = &story->steps[i - 1];
        if (step->thread != story->failure.thread || !is_memory(step))
            continue;
        add_place(address_of(step));
        if (++reads == LAST_READS)
            break;
    }
}

static void add_diagnosis(const struct story *story)
{
    for (int i = 0; i < story->count; i++)
        if (story->steps[i].matters && is_memory(&story->steps[i]))
            add_place(address_of(&story->steps[i]));
}

static void add_blocked(const struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        uintptr_t tested[TESTED_MAX];
        int count = 0;
        struct step *last = story_step(story, b->step);
        if (last)
            last->matters = true;
        if (story_step(story, b->since))
            story_step(story, b->since)->matters = true;
        if (b->op == OP_JOIN || b->op == OP_EXIT)
            continue;
        if (!(b->holder >= 0))
            add_place(b->address);
        if (b->op == OP_WAKE && last && is_op(last, OP_WAIT))
            tested_before(story, last, tested, &count);
        for (int k = 0; k < count; k++)
            add_place(tested[k]);
    }
}

static void add_accesses(struct story *story)
{
    for (int i = 0; i < 2; i++) {
        struct step *step = story_step(story, story->access_step[i]);
        if (step)
            step->matters = true;
        if (step && is_memory(step))
            add_place(address_of(step));
    }
}

/* ---- marking ---- */

static bool is_lock(const struct step *step)
{
    switch (entry_of(step)->op) {
    case OP_LOCK:
    case OP_UNLOCK:
    case OP_TRYLOCK:
    case OP_LOCK_TIMED:
    case OP_READ_LOCK:
    case OP_WRITE_LOCK:
    case OP_RW_UNLOCK:
        return entry_of(step)->kind == TRACE_STEP;
    default:
        return false;
    }
}

static bool is_sleep(const struct step *step)
{
    return is_op(step, OP_WAIT) || is_op(step, OP_WAKE) ||
           is_op(step, OP_RELOCK);
}

/* How the failing thread, or one that sleeps for ever, waited, and who woke
 * it. */
static void mark_sleeps_of(struct story *story, int thread)
{
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (step->thread != thread || !is_sleep(step))
            continue;
        step->matters = true;
        if (story_step(story, step->partner))
            story_step(story, step->partner)->matters = true;
    }
}

static void mark_sleeps(struct story *story, bool blocked)
{
    if (!blocked)
        mark_sleeps_of(story, story->failure.thread);
    for (int i = 0; i < story->blocked_count && blocked; i++)
        if (story->blocked[i].op == OP_WAKE)
            mark_sleeps_of(story, story->blocked[i].thread);
}

/* The step with which the same thread read the place that it now writes. */
static void mark_read_before(struct story *story, const struct step *write)
{
    for (struct step *s = earlier_by_same(story, write); s;
         s = earlier_by_same(story, s)) {
        if (!is_memory(s) || address_of(s) != address_of(write))
            continue;
        s->matters |= s->reads;
        return;
    }
}

/* Changes of the places, what they were computed from, and what is done to
 * conditions, semaphores and the like that matter. */
static void mark_places(struct story *story)
{
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (!is_place(address_of(step)) || is_lock(step) || is_sleep(step))
            continue;
        if (is_memory(step) && !step->writes)
            continue;
        step->matters = true;
        if (is_memory(step) && !step->reads)
            mark_read_before(story, step);
    }
}

static void mark_preempted(struct story *story)
{
    for (int i = 1; i < story->count; i++)
        if (story->steps[i].preempts)
            story->steps[i].matters = story->steps[i - 1].matters = true;
}

static void mark_last(struct story *story)
{
    int left = LAST_STEPS;
    for (int i = story->count; i > 0 && left > 0; i--)
        if (story->steps[i - 1].thread == story->failure.thread) {
            story->steps[i - 1].matters = true;
            left--;
        }
}

/* Locks around what matters, while the story stays short. */
static void mark_locks(struct story *story)
{
    int count = 0;
    for (int i = 0; i < story->count; i++)
        count += story->steps[i].matters ||
                 (is_lock(&story->steps[i]) && i + 1 < story->count &&
                  story->steps[i + 1].matters);
    if (count > 2 * SHORT_STORY)
        return;
    for (int i = 0; i + 1 < story->count; i++)
        if (is_lock(&story->steps[i]) && story->steps[i + 1].matters &&
            story->steps[i].thread == story->steps[i + 1].thread)
            story->steps[i].matters = true;
}

/* Before there is a second thread, everything is as it has to be. */
static void unmark_beginning(struct story *story)
{
    int first = 0;
    while (first < trace_count && trace[first].kind != TRACE_CREATE)
        first++;
    for (int i = 0; i + 1 < story->count && first < trace_count; i++)
        if (story->steps[i].entry < first)
            story->steps[i].matters = false;
}

/* What a scenario keeps for itself is nobody's business. */
static void unmark_scenario(struct story *story)
{
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (is_scenario(step->place) && !is_op(step, OP_CHOOSE))
            step->matters = step->fails = false;
    }
}

/* That a pointer leads somewhere is seldom worth a line. */
static bool is_pointer(const struct step *step)
{
    return step->reads && !step->writes &&
           strcmp(step->before, "not NULL") == 0;
}

static void unmark_pointers(struct story *story)
{
    for (int i = 0; i < story->count; i++)
        if (is_pointer(&story->steps[i]))
            story->steps[i].matters = story->steps[i].fails = false;
}

/* A loop that goes round and finds everything as it was is told once. */
static bool is_repetition(const struct story *story, const struct step *step)
{
    for (const struct step *s = step - 1;
         s >= story->steps && s->thread == step->thread; s--)
        if (entry_of(s)->pc == entry_of(step)->pc &&
            strcmp(s->what, step->what) == 0)
            return true;
    return false;
}

static void unmark_repetitions(struct story *story)
{
    for (int i = 0; i < story->count; i++)
        if (!story->steps[i].fails && is_repetition(story, &story->steps[i]))
            story->steps[i].matters = false;
}

static void mark_short_story(struct story *story)
{
    for (int i = 0; i < story->count && story->count <= SHORT_STORY; i++)
        story->steps[i].matters = true;
}

/* Where next to nothing is known to matter, what came last is shown. */
static void mark_end(struct story *story)
{
    int count = 0;
    for (int i = 0; i < story->count; i++)
        count += story->steps[i].matters;
    if (count > FEW_STEPS)
        return;
    count = 0;
    for (int i = story->count; i > 0 && count < SHORT_STORY; i--) {
        struct step *step = &story->steps[i - 1];
        if (is_scenario(step->place) || is_repetition(story, step) ||
            is_pointer(step))
            continue;
        step->matters = true;
        count++;
    }
}

/* Of a long story the end, and how it began. */
static void thin_out(struct story *story)
{
    int count = 0, at = 0;
    for (int i = 0; i < story->count; i++)
        count += story->steps[i].matters;
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (!step->matters)
            continue;
        at++;
        if (at > FIRST_STEPS && at <= count - LONG_STORY && !step->told)
            step->matters = false;
    }
}

static void note_told(struct story *story)
{
    for (int i = 0; i < story->count; i++)
        story->steps[i].told = story->steps[i].matters;
}

void find_what_matters(struct story *story)
{
    place_count = 0;
    note_told(story);
    add_failing_line(story);
    add_diagnosis(story);
    add_accesses(story);
    bool blocked = story->failure.verdict == VERDICT_DEADLOCK ||
                   story->failure.verdict == VERDICT_LIVELOCK;
    if (blocked)
        add_blocked(story);
    mark_sleeps(story, blocked);
    mark_places(story);
    mark_preempted(story);
    mark_last(story);
    mark_locks(story);
    mark_short_story(story);
    unmark_beginning(story);
    unmark_scenario(story);
    unmark_repetitions(story);
    unmark_pointers(story);
    mark_end(story);
    unmark_beginning(story);
    thin_out(story);
}
