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

/* Somebody was woken for an item or for room; the close comes before it has
 * run. */
void closed_meanwhile(void)
{
    struct call taker = new_call(PLAIN, -77), giver = new_call(PLAIN, 2);
    queue = bounded_queue_create(1);
    struct actor *consumer = actor_start("consumer", take, &taker);
    actor_run(consumer);
    bounded_queue_enqueue(queue, 1);
    bounded_queue_close(queue);
    actors_finish();
    fact("dequeue that waited when 1 came before the close returns", "%s",
         word(taker.result));
    fact("its item", "%d", taker.item);
    bounded_queue_destroy(queue);

    queue = bounded_queue_create(1);
    bounded_queue_enqueue(queue, 1);
    struct actor *producer = actor_start("producer", put, &giver);
    actor_run(producer);
    (void)taken(PLAIN, 0);
    bounded_queue_close(queue);
    actors_finish();
    struct call rest = new_call(TRY, -77);
    take(&rest);
    bool there = rest.result == 0 && rest.item == 2;
    fact("an enqueue that the close overtook", "%s",
         there == (giver.result == 0) ? "did what it says"
         : there                      ? "returned an error and put its item"
                                      : "returned 0 without its item");
    bounded_queue_destroy(queue);
}

static int fewest_woken, fewest_told;

/* Three wait on one side when the queue is closed. */
static void close_on(void (*body)(void *), const char *noun)
{
    struct call calls[] = {new_call(PLAIN, 1), new_call(PLAIN, 2),
                           new_call(UNTIL, 3)};
    char names[3][16];
    int returned = 0, told = 0;
    for (int i = 0; i < 3; i++) {
        snprintf(names[i], sizeof names[i], "%s %d", noun, i + 1);
        actor_run(actor_start(names[i], body, &calls[i]));
    }
    bounded_queue_close(queue);
    actors_settle();
    for (int i = 0; i < 3; i++)
        returned += calls[i].result != NOT_YET;
    actors_finish();
    for (int i = 0; i < 3; i++)
        told += calls[i].result == EPIPE;
    if (returned < fewest_woken)
        fewest_woken = returned;
    if (told < fewest_told)
        fewest_told = told;
    bounded_queue_destroy(queue);
}

void close_on_consumers(void)
{
    fewest_woken = fewest_told = 3;
    for (int order = 0; order < 2; order++) {
        wake_order(order == 0 ? WAKE_OLDEST : WAKE_NEWEST);
        queue = bounded_queue_create(2);
        close_on(take, "consumer");
    }
    fact("of 3 waiting dequeues, close() woke", "%d", fewest_woken);
    fact("of 3 waiting dequeues, EPIPE was returned by", "%d", fewest_told);
}

void close_on_producers(void)
{
    fewest_woken = fewest_told = 3;
    for (int order = 0; order < 2; order++) {
        wake_order(order == 0 ? WAKE_OLDEST : WAKE_NEWEST);
        queue = bounded_queue_create(1);
        bounded_queue_enqueue(queue, 1);
        close_on(put, "producer");
    }
    fact("of 3 waiting enqueues, close() woke", "%d", fewest_woken);
    fact("of 3 waiting enqueues, EPIPE was returned by", "%d", fewest_told);
}

static struct call cut_off;
static bool all_told;

static void put_it(void *nothing)
{
    (void)nothing;
    put(&cut_off);
}

static void take_it(void *nothing)
{
    (void)nothing;
    take(&cut_off);
}

static void set_up_empty(void)
{
    cut_off = new_call(PLAIN, -77);
    queue = bounded_queue_create(1);
}

static void set_up_full(void)
{
    cut_off = new_call(PLAIN, 2);
    queue = bounded_queue_create(1);
    bounded_queue_enqueue(queue, 1);
}

static void keep_worst_result(void)
{
    if (cut_off.result != EPIPE)
        all_told = false;
    bounded_queue_destroy(queue);
}

void close_crosses(void)
{
    all_told = true;
    for (int i = 0; i < 4; i++) {
        bool taking = i < 2, closes_first = i % 2 == 1;
        void (*caller)(void *) = taking ? take_it : put_it;
        const char *name = taking ? "consumer" : "producer";
        actors_cross(
            &(struct crossing){.set_up = taking ? set_up_empty : set_up_full,
                               .first_name = closes_first ? "closer" : name,
                               .first = closes_first ? close_it : caller,
                               .second_name = closes_first ? name : "closer",
                               .second = closes_first ? caller : close_it,
                               .tear_down = keep_worst_result});
    }
    fact("every call that meets a close returns EPIPE", "%s",
         all_told ? "yes" : "no");
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

/* A gives up because of its deadline, at once or after it has slept, and is
 * preempted after its kth step from there; meanwhile B begins to wait for the
 * same, and it comes, once. Returns false if A had no kth step. */
static bool give_up(const struct side *side, bool sleeps, int k, bool *served)
{
    struct call a = new_call(UNTIL, 2), b = new_call(PLAIN, 3);
    struct call helper = new_call(PLAIN, 6);
    set_up_side(side);
    struct actor *actor = actor_start("too late", side->body, &a);
    if (sleeps)
        actor_run(actor);
    else
        a.deadline_ns = past();
    clock_advance(ms(10000));
    bool paused = actor_run_until(actor, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(actor_start("waiting", side->body, &b));
    actor_run(actor_start("helper", side->full ? take : put, &helper));
    actors_settle();
    if (*served && a.result != 0 && b.result != 0) {
        *served = false;
        steps_keep();
    }
    if (b.result == NOT_YET)
        relieve(side);
    actors_finish();
    bounded_queue_destroy(queue);
    return paused;
}

static bool served_when_given_up(const struct side *side)
{
    bool served = true;
    for (int sleeps = 0; sleeps < 2; sleeps++)
        for (int k = 1; k < PREEMPTIONS_MAX; k++)
            if (!give_up(side, sleeps == 1, k, &served))
                break;
    return served;
}

void given_up_meanwhile(void)
{
    fact("an item that comes while a dequeue_until gives up is taken", "%s",
         served_when_given_up(&empty_side) ? "yes" : "no");
    fact("room that comes while an enqueue_until gives up is used", "%s",
         served_when_given_up(&full_side) ? "yes" : "no");
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
