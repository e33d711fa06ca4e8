/* What is done to an attempt at lab 03: the calls, one thread alone, and the
 * table of all scenarios. */
#include "scenarios_private.h"

struct bounded_queue *queue;

/* ---- calls, as threads make them ---- */

void put(void *argument)
{
    struct call *call = argument;
    if (call->kind == PLAIN)
        call->result = bounded_queue_enqueue(queue, call->item);
    else if (call->kind == TRY)
        call->result = bounded_queue_try_enqueue(queue, call->item);
    else
        call->result =
            bounded_queue_enqueue_until(queue, call->item, call->deadline_ns);
}

void take(void *argument)
{
    struct call *call = argument;
    if (call->kind == PLAIN)
        call->result = bounded_queue_dequeue(queue, &call->item);
    else if (call->kind == TRY)
        call->result = bounded_queue_try_dequeue(queue, &call->item);
    else
        call->result =
            bounded_queue_dequeue_until(queue, &call->item, call->deadline_ns);
}

void look(void *argument)
{
    *(size_t *)argument = bounded_queue_size(queue);
}

/* A call with a deadline that is ten seconds away, if it has one at all. */
struct call new_call(enum kind kind, int item)
{
    return (struct call){.kind = kind,
                         .item = item,
                         .deadline_ns = clock_now_ns() + ms(10000),
                         .result = NOT_YET};
}

const char *word(int result)
{
    static char other[32];
    switch (result) {
    case 0:
        return "0";
    case EAGAIN:
        return "EAGAIN";
    case ETIMEDOUT:
        return "ETIMEDOUT";
    case EPIPE:
        return "EPIPE";
    case NOT_YET:
        return "(it has not returned)";
    default:
        snprintf(other, sizeof other, "%d", result);
        return other;
    }
}

/* "0, item 7": what a dequeue of this kind says now. */
const char *taken(enum kind kind, int64_t deadline_ns)
{
    static char words[48];
    struct call call = new_call(kind, -77);
    call.deadline_ns = deadline_ns;
    take(&call);
    if (call.result == 0)
        snprintf(words, sizeof words, "0, item %d", call.item);
    else
        snprintf(words, sizeof words, "%s", word(call.result));
    return words;
}

const char *put_now(enum kind kind, int item, int64_t deadline_ns)
{
    struct call call = new_call(kind, item);
    call.deadline_ns = deadline_ns;
    put(&call);
    return word(call.result);
}

int64_t past(void)
{
    return clock_now_ns() - ms(5);
}

void close_it(void *nothing)
{
    (void)nothing;
    bounded_queue_close(queue);
}

/* ---- one thread ---- */

static void sizes(void)
{
    struct bounded_queue *none = bounded_queue_create(0);
    fact("create(0) returns NULL", "%s", none ? "no" : "yes");
    queue = bounded_queue_create(3);
    fact("first of 3 enqueues returns", "%s", put_now(PLAIN, 0, 0));
    fact("second of 3 enqueues returns", "%s", put_now(TRY, -1, 0));
    fact("third of 3 enqueues returns", "%s",
         put_now(UNTIL, 7, clock_now_ns() + ms(1)));
    fact("size with 3 items in it", "%zu", bounded_queue_size(queue));
    fact("try_enqueue with 3 items in 3 places returns", "%s",
         put_now(TRY, 8, 0));
    fact("size after it", "%zu", bounded_queue_size(queue));
    fact("first dequeue gives", "%s", taken(PLAIN, 0));
    fact("second dequeue gives", "%s", taken(TRY, 0));
    fact("third dequeue gives", "%s", taken(UNTIL, clock_now_ns() + ms(1)));
    fact("size when all are taken", "%zu", bounded_queue_size(queue));
    fact("try_dequeue from the empty queue returns", "%s", taken(TRY, 0));
    bounded_queue_destroy(queue);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

static int misplaced_items(size_t capacity)
{
    int wrong = 0, next_in = 0, next_out = 0;
    queue = bounded_queue_create(capacity);
    for (int round = 0; round < 10; round++) {
        while (bounded_queue_try_enqueue(queue, next_in) == 0 && next_in < 99)
            next_in++;
        int item = -77;
        bounded_queue_try_dequeue(queue, &item);
        wrong += item != next_out++;
    }
    fact("size after the last of 10 rounds", "%zu", bounded_queue_size(queue));
    bounded_queue_destroy(queue);
    return wrong;
}

static void rounds(void)
{
    fact("misplaced items in 10 rounds with 1 place", "%d", misplaced_items(1));
    fact("misplaced items in 10 rounds with 4 places", "%d",
         misplaced_items(4));
    queue = bounded_queue_create(2);
    struct bounded_queue *other = bounded_queue_create(2);
    bounded_queue_enqueue(queue, 1);
    fact("size of another queue", "%zu", bounded_queue_size(other));
    bounded_queue_destroy(other);
    bounded_queue_destroy(queue);
    fact("blocks of memory left after destroying queues with items", "%zu",
         heap_blocks());
}

/* ---- for the race detectors ---- */

/* Every thread makes one call: the locks of a call before it or after it would
 * order what the call itself leaves unordered. Nobody has to wait. size() is
 * last, because after a race helgrind blames later accesses too. */
static void everything(void)
{
    struct call puts[] = {new_call(PLAIN, 1), new_call(TRY, 2),
                          new_call(UNTIL, 3), new_call(PLAIN, 4),
                          new_call(PLAIN, 5), new_call(PLAIN, 6),
                          new_call(TRY, 7),   new_call(UNTIL, 8)};
    struct call takes[] = {new_call(PLAIN, 0), new_call(TRY, 0),
                           new_call(UNTIL, 0), new_call(PLAIN, 0),
                           new_call(TRY, 0),   new_call(UNTIL, 0)};
    size_t size;
    queue = bounded_queue_create(4);
    struct actor *actors[] = {
        actor_start("enqueue", put, &puts[0]),
        actor_start("try_enqueue", put, &puts[1]),
        actor_start("enqueue_until", put, &puts[2]),
        actor_start("dequeue", take, &takes[0]),
        actor_start("try_dequeue", take, &takes[1]),
        actor_start("dequeue_until", take, &takes[2]),
        actor_start("enqueue 2", put, &puts[3]),
        actor_start("enqueue 3", put, &puts[4]),
        actor_start("close", close_it, NULL),
        actor_start("late enqueue", put, &puts[5]),
        actor_start("late try", put, &puts[6]),
        actor_start("late until", put, &puts[7]),
        actor_start("late dequeue", take, &takes[3]),
        actor_start("late try_deq", take, &takes[4]),
        actor_start("last until", take, &takes[5]),
        actor_start("second close", close_it, NULL),
        actor_start("size", look, &size),
    };
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        actor_run(actors[i]);
    actors_finish();
    bounded_queue_destroy(queue);
}

const struct scenario scenarios[] = {
    {"sizes", sizes},
    {"rounds", rounds},
    {"full_blocks", full_blocks},
    {"empty_blocks", empty_blocks},
    {"waits_asleep", waits_asleep},
    {"drain", drain},
    {"closed_and_full", closed_and_full},
    {"deadline_of_dequeue", deadline_of_dequeue},
    {"deadline_of_enqueue", deadline_of_enqueue},
    {"reached_in_time", reached_in_time},
    {"wall_clock", wall_clock},
    {"passed_already", passed_already},
    {"woken_too_late", woken_too_late},
    {"everything", everything},
    {0},
};
