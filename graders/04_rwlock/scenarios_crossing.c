/* Scenarios of lab 04: every place for one preemption. */
#include "scenarios_shared.h"

/* Reader 1 is stopped after its kth step on the way out, reader 2 leaves
 * meanwhile, and a writer waits for both. */
static bool leave_at_once(int k)
{
    open_up();
    struct visitor *one = come(READER, "reader 1");
    struct visitor *two = come(READER, "reader 2");
    come(WRITER, "writer");
    one->inside = false;
    bool stopped = actor_run_until(one->actor, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(two->actor);
    close_up();
    return stopped;
}

void readers_leave_at_once(void)
{
    for (int k = 1; k <= STEPS_MAX && leave_at_once(k); k++)
        ;
    fact("a writer between readers that leave at once", "%d", shared_wrongly);
}

static void meet_reader_reader(void)
{
    make_hurried(READER, "reader 1");
    make(READER, "reader 2");
}

static void meet_reader_writer(void)
{
    make_hurried(READER, "reader");
    make(WRITER, "writer");
}

static void meet_writer_reader(void)
{
    make_hurried(WRITER, "writer");
    make(READER, "reader");
}

static void meet_writer_writer(void)
{
    make_hurried(WRITER, "writer 1");
    make(WRITER, "writer 2");
}

/* The first visitor is stopped after each of its steps; the second one comes
 * and stays inside as long as the first one can go on without it. */
static void cross(void (*set_up)(void))
{
    bool stopped = true;
    for (int k = 1; k <= STEPS_MAX && stopped; k++) {
        open_up();
        set_up();
        stopped =
            actor_run_until(visitors[0].actor, STEP_ANY, k) == ACTOR_PAUSED;
        actor_run(visitors[1].actor);
        actor_run(visitors[0].actor);
        close_up();
    }
}

void two_cross(void)
{
    cross(meet_reader_writer);
    cross(meet_writer_reader);
    cross(meet_writer_writer);
    fact("times that a writer was not alone", "%d", shared_wrongly);
}

void readers_cross(void)
{
    cross(meet_reader_reader);
    fact("times that a writer was not alone", "%d", shared_wrongly);
}

/* Somebody leaves, and is stopped after the kth step; others wait already,
 * one comes just then, and stays until they have had their chance to get in
 * beside it. Everybody must get through. */
static bool crowd_and_leave(enum role leaves, enum role waits_first,
                            enum role waits_second, enum role comes, int k)
{
    open_up();
    struct visitor *first = come(leaves, "leaves");
    struct visitor *second = make_hurried(waits_first, "waits");
    actor_run(second->actor);
    struct visitor *third = make_hurried(waits_second, "waits too");
    actor_run(third->actor);
    struct visitor *fourth = make(comes, "comes late");
    bool stopped = actor_run_until(first->actor, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(fourth->actor);
    let_in();
    close_up();
    return stopped;
}

static void every_step(enum role leaves, enum role waits_first,
                       enum role waits_second, enum role comes)
{
    bool stopped = true;
    for (int k = 1; k <= STEPS_MAX && stopped; k++)
        stopped = crowd_and_leave(leaves, waits_first, waits_second, comes, k);
}

static void leave_a_crowd(void)
{
    for (int roles = 0; roles < 8; roles++) {
        enum role one = roles & 1 ? READER : WRITER;
        enum role two = roles & 2 ? READER : WRITER;
        enum role late = roles & 4 ? READER : WRITER;
        every_step(WRITER, one, two, late);
        if (one == WRITER) /* a reader would not wait for a reader */
            every_step(READER, one, two, late);
    }
}

void crowds_cross(void)
{
    leave_a_crowd();
    wake_order(WAKE_NEWEST);
    leave_a_crowd();
    fact("times that a writer was not alone", "%d", shared_wrongly);
}
