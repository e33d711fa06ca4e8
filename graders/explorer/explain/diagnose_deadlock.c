/* diagnose_deadlock.c - why nobody goes on: a lock that its own holder waits
 * for, a circle, a holder that has ended, a signal that came too early, woke
 * the wrong one, or woke one where it had to wake all. */
#include "diagnose.h"

#include <stdio.h>
#include <string.h>

static const char *name(int thread)
{
    return threads[thread].name;
}

static struct blocked *blocked_of(struct story *story, int thread)
{
    for (int i = 0; i < story->blocked_count; i++)
        if (story->blocked[i].thread == thread)
            return &story->blocked[i];
    return NULL;
}

static bool waits_for_lock(const struct blocked *blocked)
{
    return blocked->holder >= 0 && blocked->op != OP_JOIN &&
           blocked->op != OP_JOIN_TIMED;
}

static void mark(struct story *story, int number)
{
    struct step *step = story_step(story, number);
    if (step)
        step->matters = true;
}

/* ---- locks ---- */

static bool relocks(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        if (!waits_for_lock(b) || b->holder != b->thread)
            continue;
        mark(story, b->since);
        return say_cause(
            story,
            "'%s' waits for `%s` in line %d, which it holds itself "
            "since line %d",
            name(b->thread), b->name, b->place ? b->place->line : 0,
            b->since_place ? b->since_place->line : 0);
    }
    return false;
}

/* The threads of a circle, beginning with `first`. Returns: how many; 0 if
 * there is none through it. */
static int circle(struct story *story, int first, struct blocked *members[])
{
    int count = 0;
    const struct blocked *at = blocked_of(story, first);
    while (at && waits_for_lock(at) && count < THREADS_MAX) {
        members[count++] = blocked_of(story, at->thread);
        if (at->holder == first)
            return count;
        at = blocked_of(story, at->holder);
    }
    return 0;
}

/* What `holder` holds that the member before it waits for, and waits for
 * itself. */
static bool lock_order(struct story *story)
{
    struct blocked *members[THREADS_MAX];
    int count = 0;
    for (int i = 0; i < story->blocked_count && !count; i++)
        count = circle(story, story->blocked[i].thread, members);
    if (count < 2)
        return false;
    char words[220];
    size_t used = 0;
    for (int i = 0; i < count && used < sizeof words; i++) {
        const struct blocked *before = members[(i + count - 1) % count];
        mark(story, members[i]->since);
        used += (size_t)snprintf(words + used, sizeof words - used,
                                 "%s'%s' holds `%s` and waits for `%s`",
                                 i ? ", " : "", name(members[i]->thread),
                                 before->name, members[i]->name);
    }
    return say_cause(story, "%s: %s",
                     count == 2 ? "lock order A-B / B-A" : "circular wait",
                     words);
}

static bool holder_ended(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        if (!waits_for_lock(b) || !b->holder_ended)
            continue;
        mark(story, b->since);
        return say_cause(
            story,
            "'%s' waits for `%s`, which '%s' locked in line %d and "
            "never unlocked before it ended",
            name(b->thread), b->name, name(b->holder),
            b->since_place ? b->since_place->line : 0);
    }
    return false;
}

/* ---- conditions ---- */

static bool is_signal_on(const struct step *step, uintptr_t cond)
{
    return (is_op(step, OP_SIGNAL) || is_op(step, OP_BROADCAST)) &&
           entry_of(step)->address == cond;
}

static struct step *last_wait(const struct story *story, int thread)
{
    for (int i = story->count; i > 0; i--) {
        struct step *step = &story->steps[i - 1];
        if (step->thread == thread && is_op(step, OP_WAIT))
            return step;
    }
    return NULL;
}

/* Something that the sleeper tested has been changed since. */
static const struct step *change_since(const struct story *story,
                                       const struct step *test,
                                       const uintptr_t *tested, int count)
{
    for (int i = test->number; i < story->count; i++) {
        const struct step *step = &story->steps[i];
        for (int k = 0; k < count; k++)
            if (step->writes && step->thread != test->thread &&
                entry_of(step)->address == tested[k])
                return step;
    }
    return NULL;
}

/* The signal came after the test and before the wait; or there is no test at
 * all, and it came before the wait. */
static bool lost_wakeup_of(struct story *story, const struct blocked *b)
{
    uintptr_t tested[TESTED_MAX];
    int count;
    struct step *wait = last_wait(story, b->thread);
    if (!wait)
        return false;
    struct step *test = tested_before(story, wait, tested, &count);
    for (int i = wait->number - 1; i > 0; i--) {
        struct step *signal = &story->steps[i - 1];
        if (!is_signal_on(signal, b->address) || !signal->is_lost ||
            (test && signal->number < test->number))
            continue;
        signal->matters = wait->matters = true;
        if (!test)
            return say_cause(story,
                             "lost wake-up: '%s' signals `%s` at step %d, when "
                             "nobody waits; '%s' begins to wait at step %d "
                             "without testing whether it still has to",
                             name(signal->thread), b->name, signal->number,
                             name(b->thread), wait->number);
        test->matters = true;
        return say_cause(story,
                         "lost wake-up: '%s' tests `%s` at step %d and waits "
                         "from step %d on; the signal of '%s' comes in "
                         "between (step %d), when nobody waits",
                         name(b->thread), test->name, test->number,
                         wait->number, name(signal->thread), signal->number);
    }
    return false;
}

static bool lost_wakeup(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++)
        if (story->blocked[i].op == OP_WAKE &&
            lost_wakeup_of(story, &story->blocked[i]))
            return true;
    return false;
}

/* Who was woken goes back to sleep on the same condition without having
 * changed anything. */
static struct step *back_to_sleep(const struct story *story,
                                  const struct step *wake)
{
    for (int i = wake->number; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (step->thread != wake->thread)
            continue;
        if (is_op(step, OP_WAIT))
            return entry_of(step)->address == entry_of(wake)->address ? step
                                                                      : NULL;
        if (step->writes || is_signal_on(step, entry_of(wake)->address))
            return NULL;
    }
    return NULL;
}

static bool wrong_waiter(struct story *story)
{
    for (int i = story->count; i > 0; i--) {
        struct step *wake = &story->steps[i - 1];
        struct step *signal = story_step(story, wake->partner);
        if (!signal || !is_op(wake, OP_WAKE) || !is_op(signal, OP_SIGNAL))
            continue;
        struct step *sleep = back_to_sleep(story, wake);
        if (!sleep || set_size(entry_of(signal)->waiters) < 2)
            continue;
        thread_set others = entry_of(signal)->waiters & ~SET_OF(wake->thread);
        const struct blocked *left = blocked_of(story, set_first(others));
        if (!left || left->op != OP_WAKE)
            continue;
        signal->matters = wake->matters = sleep->matters = true;
        return say_cause(story,
                         "the signal reached the wrong waiter: at step %d it "
                         "wakes '%s', which goes back to sleep, while '%s' "
                         "waits on `%s` too and is not woken",
                         signal->number, name(wake->thread), name(left->thread),
                         signal->name);
    }
    return false;
}

/* Those who waited at a signal, and the one that it woke. */
static void mark_waiters(struct story *story, const struct step *signal)
{
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (step->partner == signal->number)
            step->matters = true;
        if (is_op(step, OP_WAIT) && step->number < signal->number &&
            entry_of(step)->address == entry_of(signal)->address &&
            (entry_of(signal)->waiters & SET_OF(step->thread)))
            step->matters = true;
    }
}

/* A signal woke one of several that wait still. */
static bool signal_for_broadcast(struct story *story)
{
    for (int i = story->count; i > 0; i--) {
        struct step *signal = &story->steps[i - 1];
        thread_set waiters = entry_of(signal)->waiters;
        if (!is_op(signal, OP_SIGNAL) || set_size(waiters) < 2)
            continue;
        for (int k = 0; k < story->blocked_count; k++) {
            const struct blocked *b = &story->blocked[k];
            uintptr_t tested[TESTED_MAX];
            int count;
            struct step *wait = last_wait(story, b->thread);
            if (b->op != OP_WAKE || b->address != entry_of(signal)->address ||
                !(waiters & SET_OF(b->thread)) || !wait ||
                wait->number > signal->number)
                continue;
            struct step *test = tested_before(story, wait, tested, &count);
            if (!test || !change_since(story, test, tested, count))
                continue;
            signal->matters = test->matters = true;
            mark_waiters(story, signal);
            return say_cause(story,
                             "one signal for several waiters: at step %d, %d "
                             "threads wait on `%s` and one of them is woken; "
                             "'%s' sleeps for ever",
                             signal->number, set_size(waiters), signal->name,
                             name(b->thread));
        }
    }
    return false;
}

/* Somebody sleeps in a wait and holds another lock. */
static bool sleeps_with_lock(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        const struct blocked *holder =
            waits_for_lock(b) ? blocked_of(story, b->holder) : NULL;
        if (!holder || holder->op == OP_JOIN || waits_for_lock(holder))
            continue;
        mark(story, b->since);
        return say_cause(story,
                         "'%s' waits for `%s` and still holds `%s`, which '%s' "
                         "needs",
                         name(holder->thread),
                         holder->name ? holder->name : "something", b->name,
                         name(b->thread));
    }
    return false;
}

static bool nobody_signals(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        const struct step *last = NULL;
        if (b->op != OP_WAKE)
            continue;
        for (int k = 0; k < story->count; k++)
            if (is_signal_on(&story->steps[k], b->address))
                last = &story->steps[k];
        if (!last)
            return say_cause(story,
                             "'%s' waits on `%s` in line %d, which nobody ever "
                             "signals",
                             name(b->thread), b->name,
                             b->place ? b->place->line : 0);
        return say_cause(story,
                         "'%s' waits on `%s` in line %d, and nobody is left to "
                         "signal it",
                         name(b->thread), b->name,
                         b->place ? b->place->line : 0);
    }
    return false;
}

/* A semaphore, a barrier. */
static bool nobody_comes(struct story *story)
{
    for (int i = 0; i < story->blocked_count; i++) {
        const struct blocked *b = &story->blocked[i];
        bool post = b->op == OP_SEM_WAIT;
        if (!post && b->op != OP_BARRIER_LEAVE)
            continue;
        return say_cause(
            story,
            "'%s' waits for `%s` in line %d, and nobody is left to "
            "%s",
            name(b->thread), b->name, b->place ? b->place->line : 0,
            post ? "post it" : "arrive there");
    }
    return false;
}

bool diagnose_deadlock(struct story *story)
{
    return relocks(story) || lock_order(story) || holder_ended(story) ||
           sleeps_with_lock(story) || lost_wakeup(story) ||
           wrong_waiter(story) || signal_for_broadcast(story) ||
           nobody_signals(story) || nobody_comes(story);
}
