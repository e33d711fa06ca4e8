/* Scenarios of lab 03: the close and the deadlines. */
#include "scenarios_private.h"

/* ---- the end ---- */

void drain(void)
{
    queue = bounded_queue_create(3);
    bounded_queue_enqueue(queue, 1);
    bounded_queue_enqueue(queue, 2);
    bounded_queue_close(queue);
    fact("enqueue after close returns", "%s", put_now(PLAIN, 3, 0));
    fact("try_enqueue after close returns", "%s", put_now(TRY, 3, 0));
    fact("enqueue_until after close returns", "%s",
         put_now(UNTIL, 3, clock_now_ns() + ms(10)));
    fact("size after close with 2 items in it", "%zu",
         bounded_queue_size(queue));
    fact("first dequeue after close gives", "%s", taken(PLAIN, 0));
    fact("second dequeue after close gives", "%s", taken(UNTIL, past()));
    fact("dequeue when closed and empty returns", "%s", taken(PLAIN, 0));
    fact("try_dequeue when closed and empty returns", "%s", taken(TRY, 0));
    fact("dequeue_until when closed and empty returns", "%s",
         taken(UNTIL, past()));
    bounded_queue_close(queue);
    fact("dequeue after a second close returns", "%s", taken(PLAIN, 0));
    bounded_queue_destroy(queue);
}

void closed_and_full(void)
{
    queue = bounded_queue_create(1);
    bounded_queue_enqueue(queue, 1);
    bounded_queue_close(queue);
    bounded_queue_close(queue);
    fact("enqueue when closed and full returns", "%s", put_now(PLAIN, 2, 0));
    fact("try_enqueue when closed and full returns", "%s", put_now(TRY, 2, 0));
    fact("enqueue_until when closed and full, too late, returns", "%s",
         put_now(UNTIL, 2, past()));
    fact("try_dequeue when closed and full gives", "%s", taken(TRY, 0));
    bounded_queue_destroy(queue);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

/* ---- deadlines ---- */

struct side {
    void (*body)(void *);
    bool full; /* it waits because the queue is full */
    const char *name;
};

static const struct side empty_side = {take, false, "consumer"};
static const struct side full_side = {put, true, "producer"};

static void set_up_side(const struct side *side)
{
    queue = bounded_queue_create(1);
    if (side->full)
        bounded_queue_enqueue(queue, 1);
}

/* What such a call would wait for. */
static void relieve(const struct side *side)
{
    if (side->full)
        (void)taken(TRY, 0);
    else
        bounded_queue_try_enqueue(queue, 6);
}

static void too_late(const struct side *side)
{
    struct call call = new_call(UNTIL, 2);
    set_up_side(side);
    call.deadline_ns = clock_now_ns() + ms(1750) - 1;
    struct actor *actor = actor_start(side->name, side->body, &call);
    actor_run(actor);
    clock_advance(ms(900));
    actors_settle();
    clock_advance(ms(850) - 2);
    actors_settle();
    fact("1 ns before the deadline it has returned", "%s", word(call.result));
    clock_advance(2);
    actors_settle();
    fact("1 ns after the deadline it has returned", "%s", word(call.result));
    actors_finish();
    bounded_queue_destroy(queue);
}

void deadline_of_dequeue(void)
{
    too_late(&empty_side);
}

void deadline_of_enqueue(void)
{
    too_late(&full_side);
}

static void in_time(const struct side *side, const char *name)
{
    struct call call = new_call(UNTIL, 2);
    set_up_side(side);
    call.deadline_ns = clock_now_ns() + ms(250);
    actor_run(actor_start(side->name, side->body, &call));
    clock_advance(ms(100));
    relieve(side);
    actors_settle();
    fact(name, "%s", word(call.result));
    actors_finish();
    bounded_queue_destroy(queue);
}

void reached_in_time(void)
{
    in_time(&empty_side,
            "dequeue_until that gets an item in time has returned");
    in_time(&full_side, "enqueue_until that gets room in time has returned");
}

static void step_wall(const struct side *side, const char *early,
                      const char *late)
{
    struct call call = new_call(UNTIL, 2);
    set_up_side(side);
    call.deadline_ns = clock_now_ns() + ms(250);
    actor_run(actor_start(side->name, side->body, &call));
    wall_clock_step(ms(3600000));
    actors_settle();
    fact(early, "%s", word(call.result));
    wall_clock_step(-2 * ms(3600000));
    clock_advance(ms(250));
    actors_settle();
    fact(late, "%s", word(call.result));
    actors_finish();
    bounded_queue_destroy(queue);
}

void wall_clock(void)
{
    step_wall(&empty_side,
              "wall clock an hour forward: dequeue_until has returned",
              "wall clock an hour back: dequeue_until at its deadline");
    step_wall(&full_side,
              "wall clock an hour forward: enqueue_until has returned",
              "wall clock an hour back: enqueue_until at its deadline");
}

void passed_already(void)
{
    queue = bounded_queue_create(1);
    fact("dequeue_until a past deadline, queue empty, returns", "%s",
         taken(UNTIL, past()));
    fact("enqueue_until a past deadline, with room, returns", "%s",
         put_now(UNTIL, 1, past()));
    fact("enqueue_until a past deadline, queue full, returns", "%s",
         put_now(UNTIL, 2, past()));
    fact("dequeue_until a past deadline, with an item, gives", "%s",
         taken(UNTIL, past()));
    bounded_queue_destroy(queue);
}

/* A was woken for an item; its deadline passes before it runs. It may take the
 * item or leave it, but then B, who waits too, has to get it. */
void woken_too_late(void)
{
    struct call a = new_call(UNTIL, -77), b = new_call(PLAIN, -77);
    queue = bounded_queue_create(1);
    a.deadline_ns = clock_now_ns() + ms(250);
    actor_run(actor_start("with deadline", take, &a));
    actor_run(actor_start("without", take, &b));
    bounded_queue_enqueue(queue, 1);
    clock_advance(ms(300));
    actors_settle();
    fact("dequeues that returned an item when one came", "%d",
         (a.result == 0) + (b.result == 0));
    if (b.result == NOT_YET)
        bounded_queue_try_enqueue(queue, 2);
    actors_finish();
    bounded_queue_destroy(queue);
    fact("blocks of memory left after waiting in vain", "%zu", heap_blocks());
}
