/* Scenarios of lab 04: wake-ups without a signal, and sleeping. */
#include "scenarios_shared.h"

/* ---- wake-ups without a signal ---- */

/* Returns whether it got in by that. */
static int wake_for_nothing(struct visitor *visitor)
{
    if (!waits(visitor) || !actor_wake_spuriously(visitor->actor))
        return 0;
    actor_run(visitor->actor);
    return visitor->inside;
}

void spurious_beside_writer(void)
{
    open_up();
    struct visitor *inside = come(WRITER, "writer 1");
    struct visitor *reader = come(READER, "reader");
    struct visitor *writer = come(WRITER, "writer 2");
    int wrong = wake_for_nothing(reader);
    wrong += wake_for_nothing(writer);
    wrong += wake_for_nothing(reader);
    fact("times that a wake-up without a signal let somebody in", "%d", wrong);
    leave(inside);
    close_up();
}

void spurious_beside_reader(void)
{
    open_up();
    struct visitor *inside = come(READER, "reader 1");
    struct visitor *writer = come(WRITER, "writer");
    struct visitor *reader = come(READER, "reader 2");
    int wrong = wake_for_nothing(writer);
    wrong += wake_for_nothing(reader);
    wrong += wake_for_nothing(writer);
    fact("times that a wake-up without a signal let somebody in", "%d", wrong);
    leave(reader);
    leave(inside);
    close_up();
}

/* Each wait returns twice for nothing; who is inside stays until all others
 * have looked. */
void spurious_everywhere(void)
{
    spurious_wakeups(2);
    open_up();
    struct visitor *inside = come(WRITER, "writer 1");
    for (int i = 0; i < 2; i++) {
        come(READER, i == 0 ? "reader 1" : "reader 2");
        come(WRITER, i == 0 ? "writer 2" : "writer 3");
    }
    for (int i = 0; i < 4; i++)
        let_in();
    leave(inside);
    for (int out = 0; out < 4; out++) {
        let_in();
        for (int i = visitor_count - 1; i > 0; i--)
            leave(&visitors[i]);
    }
    fact("times that a writer was not alone", "%d", shared_wrongly);
    close_up();
}

/* ---- sleeping ---- */

/* Looking a few times before going to sleep is fine. */
static long looks_again(void)
{
    for (int i = 0; i < 6; i++)
        for (int v = 0; v < visitor_count; v++)
            if (waits(&visitors[v]))
                actor_run(visitors[v].actor);
    long before = busy_steps();
    for (int v = 0; v < visitor_count; v++)
        if (waits(&visitors[v]))
            actor_run(visitors[v].actor);
    return busy_steps() - before;
}

void sleeps_beside_writer(void)
{
    open_up();
    struct visitor *inside = come(WRITER, "writer 1");
    come(READER, "reader");
    fact("times that the waiting reader looks again", "%ld", looks_again());
    come(WRITER, "writer 2");
    fact("times that the waiting writer looks again", "%ld", looks_again());
    leave(inside);
    close_up();
}

void sleeps_beside_reader(void)
{
    open_up();
    struct visitor *inside = come(READER, "reader 1");
    come(WRITER, "writer");
    fact("times that the waiting writer looks again", "%ld", looks_again());
    struct visitor *behind = come(READER, "reader 2");
    fact("times that the reader behind it looks again", "%ld", looks_again());
    leave(behind);
    leave(inside);
    close_up();
}
