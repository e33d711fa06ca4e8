/* story.c - see story.h. */
#include "story.h"
#include "choose.h"
#include "frames.h"
#include "naming.h"
#include "heap.h"
#include "words.h"
#include "world.h"

#include <stdlib.h>
#include <string.h>

struct step *story_step(const struct story *story, int number)
{
    return number >= 1 && number <= story->count ? &story->steps[number - 1]
                                                 : NULL;
}

const struct trace_entry *entry_of(const struct step *step)
{
    return &trace[step->entry];
}

/* ---- making the steps ---- */

#define NULL_PAGE 4096

static bool is_memory(const struct trace_entry *entry)
{
    return entry->kind == TRACE_ACCESS ||
           (entry->kind == TRACE_STEP && entry->size > 0 &&
            entry->op != OP_AWAIT);
}

static bool same_line(const struct place *a, const struct place *b)
{
    return a && b && a->line == b->line && strcmp(a->path, b->path) == 0;
}

static void set_values(struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    Dwarf_Die *type = naming_type(step->entry);
    value_words(type, entry->before, entry->size, step->before);
    value_words(type, entry->after, entry->size, step->after);
}

static bool same_statement(const struct step *a, const struct step *b)
{
    return same_line(a->place, b->place) &&
           (!a->code || !b->code || strcmp(a->code, b->code) == 0);
}

/* `count++` is two accesses; told as one step if nobody came between. */
static bool completes(const struct step *before, const struct step *now)
{
    const struct trace_entry *first = entry_of(before);
    const struct trace_entry *second = entry_of(now);
    return before->reads && !before->writes && now->writes &&
           before->thread == now->thread && first->address == second->address &&
           first->size == second->size && same_statement(before, now);
}

/* Unoptimised code reads back what it has just written. */
static bool reads_back(const struct step *before, const struct step *now)
{
    const struct trace_entry *first = entry_of(before);
    const struct trace_entry *second = entry_of(now);
    return before->writes && now->reads && !now->writes &&
           before->thread == now->thread && first->kind == TRACE_ACCESS &&
           second->kind == TRACE_ACCESS && first->address == second->address &&
           first->size == second->size && same_statement(before, now);
}

/* A value that the compiler puts aside. */
static bool is_nameless_local(const struct trace_entry *entry)
{
    return entry->kind == TRACE_ACCESS && is_stack(entry->address) &&
           !is_named(entry->address);
}

/* What it was about to write, and never did. */
static bool is_cut_off(int index)
{
    return index + 2 == trace_count && trace[index + 1].kind == TRACE_FAIL &&
           trace[index].kind == TRACE_ACCESS &&
           trace[index].pc == trace[index + 1].pc;
}

static void describe_memory(struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    step->writes = entry->write;
    step->reads = !entry->write || entry->op == OP_UPDATE;
    if (world_cell(entry->address)) {
        step->name = name_of(entry->address);
        set_values(step);
    } else {
        step->name = entry->address < NULL_PAGE ? "a null pointer"
                                                : "an invalid address";
    }
    if (is_cut_off(step->entry))
        step->after[0] = '\0';
}

static void add_step(struct story *story, int index)
{
    const struct trace_entry *entry = &trace[index];
    struct step *step = &story->steps[story->count];
    if (is_nameless_local(entry))
        return;
    step->entry = index;
    step->thread = entry->thread;
    step->place = place_shown(entry->pc, entry->stack, entry->stack_depth);
    step->preempts = entry->preempts;
    step->code = step->place ? place_code(step->place) : NULL;
    if (is_memory(entry)) {
        describe_memory(step);
    } else if (entry->kind == TRACE_STEP && entry->address) {
        step->name = name_of(entry->address);
        step->second = entry->second ? name_of(entry->second) : NULL;
    }
    if (story->count > 0 && completes(step - 1, step)) {
        step[-1].writes = true;
        step[-1].entry = index;
        memcpy(step[-1].after, step->after, sizeof step->after);
        memset(step, 0, sizeof *step);
        return;
    }
    if (story->count > 0 && reads_back(step - 1, step)) {
        memset(step, 0, sizeof *step);
        return;
    }
    step->number = ++story->count;
}

/* ---- who holds what ---- */

static void hold(struct step *step, const struct step *before)
{
    const struct trace_entry *entry = entry_of(step);
    for (int i = 0; before && i < before->holding_count; i++)
        if (before->holdings[i].thread != step->thread)
            step->holdings[step->holding_count++] = before->holdings[i];
    for (int i = 0; i < entry->held_count; i++) {
        struct holding now = {.thread = step->thread,
                              .address = entry->held[i],
                              .since = step->number,
                              .pc = entry->held_pc[i]};
        for (int k = 0; before && k < before->holding_count; k++)
            if (before->holdings[k].thread == now.thread &&
                before->holdings[k].address == now.address &&
                before->holdings[k].pc == now.pc)
                now.since = before->holdings[k].since;
        if (step->holding_count < HOLDINGS_MAX)
            step->holdings[step->holding_count++] = now;
    }
}

/* ---- who wakes whom ---- */

/* The wait that the step ends, and the oldest signal on its condition since
 * then that has not woken anybody else: as the model picks (model_cond.c). */
static void find_waker(const struct story *story, struct step *step)
{
    const struct step *wait = step - 1;
    while (wait >= story->steps &&
           !(wait->thread == step->thread && entry_of(wait)->op == OP_WAIT &&
             entry_of(wait)->kind == TRACE_STEP))
        wait--;
    if (wait < story->steps)
        return; /* left out of a long story */
    for (struct step *s = story->steps + (wait - story->steps) + 1; s < step;
         s++) {
        const struct trace_entry *entry = entry_of(s);
        if (entry->kind != TRACE_STEP ||
            entry->address != entry_of(wait)->address)
            continue;
        bool all = entry->op == OP_BROADCAST;
        if (!all && (entry->op != OP_SIGNAL || s->is_lost || s->woken))
            continue;
        step->partner = s->number;
        s->woken |= SET_OF(step->thread);
        return;
    }
}

/* Asleep on a condition, and not about to be woken already. */
static bool nobody_waits(const struct story *story, const struct step *signal)
{
    const struct trace_entry *entry = entry_of(signal);
    int pending = 0;
    for (const struct step *s = story->steps; s < signal; s++)
        if (entry_of(s)->kind == TRACE_STEP && entry_of(s)->op == OP_SIGNAL &&
            entry_of(s)->address == entry->address && !s->is_lost && !s->woken)
            pending++;
    return set_size(entry->waiters) <= pending;
}

static void link_wakes(struct story *story)
{
    for (struct step *s = story->steps; s < story->steps + story->count; s++) {
        const struct trace_entry *entry = entry_of(s);
        if (entry->kind != TRACE_STEP)
            continue;
        if (entry->op == OP_SIGNAL || entry->op == OP_BROADCAST)
            s->is_lost = nobody_waits(story, s);
        else if (entry->op == OP_WAKE && entry->reason == REASON_SIGNAL)
            find_waker(story, s);
        else if (entry->op == OP_RELOCK &&
                 !(s > story->steps && entry_of(s - 1)->op == OP_WAKE &&
                   s[-1].thread == s->thread))
            find_waker(story, s);
    }
}

/* ---- those who never went on ---- */

static int last_step_of(const struct story *story, int thread)
{
    for (int i = story->count; i > 0; i--)
        if (story->steps[i - 1].thread == thread)
            return i;
    return 0;
}

static void note_holder(const struct story *story, struct blocked *blocked,
                        const struct object *object)
{
    const struct thread *holder = object->owner;
    if (!holder || object->type == OBJECT_MEMORY)
        return;
    blocked->holder = holder->id;
    blocked->holder_ended = holder->state == THREAD_FINISHED;
    blocked->since_place = place_of((uintptr_t)object->owner_pc);
    for (int i = story->count; i > 0 && !blocked->since; i--) {
        const struct step *step = &story->steps[i - 1];
        for (int k = 0; k < step->holding_count; k++)
            if (step->holdings[k].thread == holder->id &&
                step->holdings[k].address == object->address)
                blocked->since = step->holdings[k].since;
    }
}

static void add_blocked(struct story *story, const struct thread *thread)
{
    const struct op *op = &thread->op;
    struct blocked *blocked = &story->blocked[story->blocked_count++];
    blocked->thread = thread->id;
    blocked->op = op->kind;
    blocked->holder = -1;
    blocked->place = place_of((uintptr_t)op->pc);
    blocked->code = blocked->place ? place_code(blocked->place) : NULL;
    blocked->step = last_step_of(story, thread->id);
    if (op->kind == OP_JOIN || op->kind == OP_JOIN_TIMED)
        blocked->holder = (int)op->address;
    if (!op->object)
        return;
    blocked->address = op->object->address;
    blocked->name = name_of(blocked->address);
    if (op_mutex(op))
        blocked->second = name_of(op_mutex(op)->address);
    note_holder(story, blocked, op->object);
}

static bool is_waiting(const struct thread *thread)
{
    return thread->state == THREAD_READY;
}

static void name_blocked(void)
{
    for (int i = 0; i < engine.thread_count; i++) {
        const struct op *op = &threads[i].op;
        if (!is_waiting(&threads[i]) || !op->object)
            continue;
        naming_add(op->object->address, &threads[i], op->pc);
        if (op_mutex(op))
            naming_add(op_mutex(op)->address, &threads[i], op->pc);
    }
}

/* ---- all of it ---- */

static bool same_failure(const struct failure *a, const struct failure *b)
{
    return a->verdict == b->verdict && a->pc == b->pc;
}

static bool record(story_replay *replay, const void *context)
{
    engine.recording = true;
    bool good = replay(context);
    trace_close();
    engine.recording = false;
    return good;
}

static bool fails_again(const struct schedule *schedule,
                        const struct failure *failure)
{
    return schedule_replay(schedule) == END_FAILED && !engine.diverged &&
           same_failure(&engine.failure, failure);
}

static bool replay_failure(const void *context)
{
    const struct exploration *e = context;
    return fails_again(&e->schedule, &e->failure);
}

static bool replay_first(const void *context)
{
    const struct exploration *e = context;
    return fails_again(&e->first, &e->first_failure);
}

static void name_accesses(struct story *story)
{
    for (int i = 0; i < 2; i++) {
        const struct access_note *note = &story->failure.access[i];
        if (!note->valid)
            continue;
        const struct thread *thread = &threads[note->thread];
        if (note->size)
            naming_add(note->address, thread, thread->op.pc);
        else
            naming_add_block(note->address, thread, thread->op.pc);
    }
}

static void find_accesses(struct story *story)
{
    for (int i = 0; i < 2; i++) {
        const struct access_note *note = &story->failure.access[i];
        if (!note->valid)
            continue;
        story->access_name[i] =
            note->size ? name_of(note->address) : name_of_block();
        for (int k = story->count; k > 0 && !story->access_step[i]; k--) {
            const struct trace_entry *entry = entry_of(&story->steps[k - 1]);
            if (entry->thread == note->thread && entry->pc == note->pc)
                story->access_step[i] = k;
        }
    }
}

static void tell_steps(struct story *story, const bool *chosen)
{
    size_t count = 1;
    for (int i = 0; i < trace_count; i++)
        count += chosen[i];
    story->steps = calloc(count, sizeof *story->steps);
    if (!story->steps)
        abort();
    for (int i = 0; i < trace_count; i++)
        if (chosen[i] && trace[i].kind != TRACE_FAIL)
            add_step(story, i);
    for (int i = 0; i < story->count; i++)
        hold(&story->steps[i], i ? &story->steps[i - 1] : NULL);
    link_wakes(story);
    for (int i = 0; i < story->count; i++)
        step_words(story, &story->steps[i]);
}

bool story_tell(struct story *story, const struct exploration *exploration)
{
    return story_of(story, replay_failure, exploration);
}

bool story_tell_first(struct story *story,
                      const struct exploration *exploration)
{
    return story_of(story, replay_first, exploration);
}

bool story_equal(const struct story *a, const struct story *b)
{
    for (int i = 0; i < a->count && i < b->count; i++)
        if (a->steps[i].thread != b->steps[i].thread ||
            !same_line(a->steps[i].place, b->steps[i].place) ||
            strcmp(a->steps[i].what, b->steps[i].what) != 0)
            return false;
    return a->count == b->count;
}

bool story_of(struct story *story, story_replay *replay, const void *context)
{
    if (!record(replay, context))
        return false;
    int count = trace_count;
    dies_open();
    bool *chosen = choose_entries();
    naming_begin(chosen, count);
    bool same = record(replay, context) && trace_count == count;
    name_blocked();
    story->failure = engine.failure;
    name_accesses(story);
    naming_end();
    if (!same)
        return false;
    story->place = place_of((uintptr_t)story->failure.pc);
    story->code = story->place ? place_code(story->place) : NULL;
    tell_steps(story, chosen);
    find_accesses(story);
    for (int i = 0; i < engine.thread_count; i++)
        if (is_waiting(&threads[i]))
            add_blocked(story, &threads[i]);
    return true;
}
