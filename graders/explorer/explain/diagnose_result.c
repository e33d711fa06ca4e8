/* diagnose_result.c - why a result is wrong: a wake-up taken for the
 * predicate, a lost update, a test that was out of date when acted upon. */
#include "diagnose.h"

#include <string.h>

static uintptr_t address_of(const struct step *step)
{
    return entry_of(step)->address;
}

static bool is_write_of(const struct step *step, uintptr_t address)
{
    return step->writes && address_of(step) == address;
}

static bool changes(const struct step *step)
{
    return step->writes && strcmp(step->before, step->after) != 0;
}

static const char *who(const struct step *step)
{
    return threads[step->thread].name;
}

/* ---- if in place of while ---- */

static struct step *wait_of(const struct story *story, const struct step *wake)
{
    for (struct step *s = earlier_by_same(story, wake); s;
         s = earlier_by_same(story, s))
        if (is_op(s, OP_WAIT))
            return s;
    return NULL;
}

static bool is_among(uintptr_t address, const uintptr_t *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] == address)
            return true;
    return false;
}

/* After a wake-up, a loop comes back to the instruction of its test. */
static bool tests_again(const struct story *story, const struct step *wake,
                        const struct step *test)
{
    const struct step *end = story->steps + story->count;
    for (const struct step *s = wake + 1; s < end; s++)
        if (s->thread == wake->thread && entry_of(s)->pc == entry_of(test)->pc)
            return true;
    return false;
}

/* The last one between two steps, by another thread than that of `to`, that
 * made the predicate false again. */
static struct step *last_change(const struct story *story, int from,
                                const struct step *to, const uintptr_t *tested,
                                int count)
{
    for (long i = to - story->steps - 1; i >= from; i--) {
        struct step *s = &story->steps[i];
        if (s->thread != to->thread && changes(s) &&
            is_among(address_of(s), tested, count))
            return s;
    }
    return NULL;
}

/* The last thread's value of the test is what it was when it went to sleep. */
static bool is_as_false_as_before(const struct step *test,
                                  const struct step *change)
{
    return address_of(test) == address_of(change) &&
           strcmp(test->before, change->after) == 0;
}

static bool woken_too_early(struct story *story, struct step *wake)
{
    uintptr_t tested[TESTED_MAX];
    int count;
    struct step *wait = wait_of(story, wake);
    struct step *test =
        wait ? tested_before(story, wait, tested, &count) : NULL;
    if (!test || tests_again(story, wake, test))
        return false;
    struct step *change = last_change(story, wait->number, wake, tested, count);
    wake->matters = wait->matters = test->matters = true;
    if (entry_of(wake)->reason == REASON_SPURIOUS)
        return say_cause(story,
                         "woken although the predicate is false: a wait may "
                         "end without a signal, and '%s' does not test `%s` "
                         "again after step %d",
                         who(wake), test->name, wake->number);
    if (!change || !is_as_false_as_before(test, change))
        return false;
    change->matters = true;
    return say_cause(
        story,
        "woken although the predicate is false: when '%s' goes on "
        "at step %d, '%s' has set `%s` back to %s (step %d), and it "
        "is not tested again",
        who(wake), wake->number, who(change), change->name, change->after,
        change->number);
}

/* The failing thread's own; of a scenario that judges, anybody's. */
static bool is_wake_of_interest(const struct story *story,
                                const struct step *step)
{
    return (is_op(step, OP_WAKE) || is_op(step, OP_RELOCK)) &&
           (step->thread == story->failure.thread || is_scenario(story->place));
}

static bool if_for_while(struct story *story)
{
    for (int i = story->count; i > 0; i--) {
        struct step *step = &story->steps[i - 1];
        if (is_wake_of_interest(story, step) && woken_too_early(story, step))
            return true;
    }
    return false;
}

/* ---- lost updates ---- */

/* The last step before it with which the same thread read the place. */
static struct step *read_before(const struct story *story,
                                const struct step *write)
{
    for (struct step *s = earlier_by_same(story, write); s;
         s = earlier_by_same(story, s))
        if (address_of(s) == address_of(write) && (s->reads || s->writes))
            return s->reads && !s->writes ? s : NULL;
    return NULL;
}

static struct step *foreign_write(const struct story *story,
                                  const struct step *read,
                                  const struct step *write)
{
    for (int i = write->number - 2; i >= read->number; i--) {
        struct step *s = &story->steps[i];
        if (s->thread != write->thread && is_write_of(s, address_of(write)) &&
            changes(s))
            return s;
    }
    return NULL;
}

/* What is written does not come of the value, but whether it is. */
static bool is_test(const struct step *step)
{
    static const char *const leads[] = {"if", "while", "else if", "} while"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads && step->code; i++)
        if (strncmp(step->code, leads[i], strlen(leads[i])) == 0)
            return true;
    return false;
}

/* The value is read, another thread writes, and what is written then was
 * computed from the old value: in the same function, a few steps on. */
static bool is_lost_update(struct story *story, struct step *write)
{
    struct step *read = read_before(story, write);
    if (!read || read->writes || !read->place || !write->place ||
        read->place->function != write->place->function)
        return false;
    struct step *lost = foreign_write(story, read, write);
    if (!lost)
        return false;
    read->matters = write->matters = lost->matters = true;
    if (is_test(read))
        return say_cause(story,
                         "check-then-act: '%s' looks at `%s` at step %d and "
                         "sets it at step %d; in between '%s' has set it "
                         "(step %d)",
                         who(write), write->name, read->number, write->number,
                         who(lost), lost->number);
    return say_cause(story,
                     "lost update: the write of '%s' to `%s` at step %d is "
                     "overwritten at step %d by '%s', which goes by what it "
                     "read at step %d",
                     who(lost), write->name, lost->number, write->number,
                     who(write), read->number);
}

static bool is_asked_for(const struct story *story, uintptr_t address)
{
    bool any = false;
    for (int i = story->count; i > 0; i--) {
        const struct step *step = &story->steps[i - 1];
        if (!step->fails)
            break;
        any |= step->reads && !is_scenario(step->place);
        if (step->reads && address_of(step) == address)
            return true;
    }
    return !any;
}

static bool lost_update(struct story *story)
{
    for (int i = 0; i < story->count; i++) {
        struct step *step = &story->steps[i];
        if (step->writes && !step->reads &&
            is_asked_for(story, address_of(step)) &&
            is_lost_update(story, step))
            return true;
    }
    return false;
}

/* ---- check, then act ---- */

static bool is_release(const struct step *step)
{
    return is_op(step, OP_UNLOCK) || is_op(step, OP_RW_UNLOCK);
}

static bool same_place(const struct step *a, const struct step *b)
{
    return (a->reads || a->writes) && address_of(a) == address_of(b);
}

/* The last look at the place before the act, if the lock was let go of after
 * it; a look within the act's own critical section makes that a fresh one. */
static struct step *stale_check(const struct story *story,
                                const struct step *act)
{
    bool released = false;
    for (struct step *s = earlier_by_same(story, act); s;
         s = earlier_by_same(story, s)) {
        if (same_place(s, act))
            return released && !s->writes ? s : NULL;
        released |= is_release(s);
    }
    return NULL;
}

/* Between a thread's look at a place and its own change of it, it let go of
 * its lock, and another thread changed the place. */
static bool is_stale(struct story *story, struct step *act)
{
    struct step *check = stale_check(story, act);
    struct step *between = check ? foreign_write(story, check, act) : NULL;
    if (!between)
        return false;
    check->matters = act->matters = between->matters = true;
    return say_cause(
        story,
        "check-then-act: '%s' looks at `%s` at step %d and acts on "
        "it at step %d, after letting go of its lock; in between "
        "'%s' changes it (step %d)",
        who(act), act->name, check->number, act->number, who(between),
        between->number);
}

static bool check_then_act(struct story *story)
{
    for (int i = story->count; i > 0; i--) {
        struct step *step = &story->steps[i - 1];
        if (step->writes && step->place &&
            is_asked_for(story, address_of(step)) && is_stale(story, step))
            return true;
    }
    return false;
}

bool diagnose_result(struct story *story)
{
    if (if_for_while(story))
        return true;
    return story->failure.verdict == VERDICT_WRONG_RESULT &&
           (lost_update(story) || check_then_act(story));
}
