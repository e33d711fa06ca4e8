/* Scenarios of lab 04: the try variants. */
#include "scenarios_shared.h"

static const char *answer(const struct visitor *visitor)
{
    if (visitor->inside)
        return "true";
    return visitor->refused ? "false" : "it waits";
}

static void tell(const char *what, const struct visitor *visitor)
{
    fact(what, "%s", answer(visitor));
}

void try_free(void)
{
    open_up();
    struct visitor *one = come(TRY_READER, "try read 1");
    tell("try_acquire_read when nobody is inside", one);
    struct visitor *two = come(TRY_READER, "try read 2");
    tell("try_acquire_read while a reader is inside", two);
    leave(two);
    leave(one);
    one = come(READER, "reader");
    two = come(TRY_READER, "try read 3");
    tell("try_acquire_read beside an acquired read", two);
    leave(two);
    leave(one);
    one = come(TRY_WRITER, "try write");
    tell("try_acquire_write when nobody is inside", one);
    come(READER, "reader 2");
    fact("readers inside after a try_acquire_write", "%d", readers_inside);
    leave(one);
    close_up();
}

void try_beside_writer(void)
{
    open_up();
    struct visitor *writer = come(WRITER, "writer");
    struct visitor *reads = come(TRY_READER, "try read");
    tell("try_acquire_read while a writer is inside", reads);
    struct visitor *write = come(TRY_WRITER, "try write");
    tell("try_acquire_write while a writer is inside", write);
    leave(writer);
    let_in();
    leave(reads);
    leave(write);
    writer = come(WRITER, "next writer");
    fact("writer inside after the refused tries", "%d", writers_inside);
    leave(writer);
    close_up();
}

void try_beside_crowd(void)
{
    open_up();
    struct visitor *writer = come(WRITER, "writer");
    come(READER, "waiting reader");
    come(WRITER, "waiting writer");
    tell("try_acquire_read in a crowd around a writer",
         come(TRY_READER, "try read"));
    tell("try_acquire_write in a crowd around a writer",
         come(TRY_WRITER, "try write"));
    leave(writer);
    close_up();
}

void try_beside_reader(void)
{
    open_up();
    struct visitor *reader = come(READER, "reader");
    struct visitor *writes_too = come(TRY_WRITER, "try write");
    tell("try_acquire_write while a reader is inside", writes_too);
    struct visitor *second = come(READER, "reader 2");
    fact("readers inside after a refused try_acquire_write", "%d",
         readers_inside);
    leave(second);
    leave(reader);
    let_in();
    leave(writes_too);
    struct visitor *writer = come(WRITER, "writer");
    fact("writer inside after a refused try_acquire_write", "%d",
         writers_inside);
    leave(writer);
    close_up();
}

/* Whether a reader may join those inside while a writer waits is left open. */
void try_past_waiting_writer(void)
{
    open_up();
    struct visitor *reader = come(READER, "reader");
    come(WRITER, "waiting writer");
    struct visitor *reads = come(TRY_READER, "try read");
    fact("try_acquire_read while a writer waits", "%s",
         waits(reads) ? "it waits" : "it does not wait");
    leave(reads);
    tell("try_acquire_write while a writer waits",
         come(TRY_WRITER, "try write"));
    leave(reader);
    let_in();
    fact("writer inside when all readers are gone", "%d", writers_inside);
    close_up();
}

/* A try is stopped after its kth step, and somebody comes and stays. */
static bool try_and_come(enum role tries, enum role comes, int k, int *waiting)
{
    open_up();
    struct visitor *one = make_hurried(tries, "the try");
    struct visitor *two = make(comes, "who comes");
    bool stopped = actor_run_until(one->actor, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(two->actor);
    actor_run(one->actor);
    *waiting += two->inside && !actor_finished(one->actor);
    close_up();
    return stopped;
}

/* Somebody leaves, and is stopped after the kth step; one waits already, and a
 * try comes just then. If it gets in, it stays until the other one has run. */
static bool leave_and_try(enum role leaves, enum role waits, enum role tries,
                          int k)
{
    open_up();
    struct visitor *first = come(leaves, "leaves");
    come(waits, "waits");
    struct visitor *third = make(tries, "the try");
    first->inside = false;
    bool stopped = actor_run_until(first->actor, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(third->actor);
    let_in();
    close_up();
    return stopped;
}

void try_while_one_leaves(void)
{
    static const enum role trios[][3] = {
        {WRITER, READER, TRY_WRITER}, {WRITER, WRITER, TRY_WRITER},
        {READER, WRITER, TRY_WRITER}, {WRITER, WRITER, TRY_READER},
        {READER, WRITER, TRY_READER},
    };
    for (size_t i = 0; i < sizeof trios / sizeof *trios; i++) {
        const enum role *trio = trios[i];
        bool stopped = true;
        for (int k = 1; k <= STEPS_MAX && stopped; k++)
            stopped = leave_and_try(trio[0], trio[1], trio[2], k);
    }
    fact("times that a try shared with a writer", "%d", shared_wrongly);
}

void try_crosses(void)
{
    static const enum role pairs[][2] = {
        {TRY_WRITER, READER}, {TRY_WRITER, WRITER}, {TRY_READER, WRITER}};
    int waiting = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        bool stopped = true;
        for (int k = 1; k <= STEPS_MAX && stopped; k++)
            stopped = try_and_come(pairs[i][0], pairs[i][1], k, &waiting);
    }
    fact("tries that waited for somebody who came meanwhile", "%d", waiting);
    fact("times that a try shared with a writer", "%d", shared_wrongly);
}
