/* The checks of lab 03; rubric.tsv has their points, claims and hints. */
#include "judge.h"

#define WRONG VERDICT_WRONG_RESULT

/* ---- one thread ---- */

Test(bounded_queue, fifo_and_capacity)
{
    const struct outcome *run = play("sizes");
    const char *open = "the queue is open and has room for 3 items";
    const char *fifo = "first in, first out: the oldest item leaves first";
    expect_fact(run, "create(0) returns NULL", "yes", WRONG,
                "a queue without room is refused");
    expect_fact(run, "first of 3 enqueues returns", "0", WRONG, open);
    expect_fact(run, "second of 3 enqueues returns", "0", WRONG, open);
    expect_fact(run, "third of 3 enqueues returns", "0", WRONG, open);
    expect_fact(run, "size with 3 items in it", "3", WRONG,
                "size() tells how many items are in the queue");
    expect_fact(run, "try_enqueue with 3 items in 3 places returns", "EAGAIN",
                WRONG, "a full queue takes no item, and try does not wait");
    expect_fact(run, "size after it", "3", WRONG,
                "a refused item is not in the queue");
    expect_fact(run, "first dequeue gives", "0, item 0", WRONG, fifo);
    expect_fact(run, "second dequeue gives", "0, item -1", WRONG, fifo);
    expect_fact(run, "third dequeue gives", "0, item 7", WRONG, fifo);
    expect_fact(run, "size when all are taken", "0", WRONG,
                "an item that was taken is not in the queue any more");
    expect_fact(run, "try_dequeue from the empty queue returns", "EAGAIN",
                WRONG, "an empty queue gives no item, and try does not wait");
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "bounded_queue_destroy() must free what "
                "bounded_queue_create() allocated");
    run = play("rounds");
    expect_fact(run, "misplaced items in 10 rounds with 1 place", "0", WRONG,
                fifo);
    expect_fact(run, "misplaced items in 10 rounds with 4 places", "0", WRONG,
                fifo);
    expect_fact(run, "size after the last of 10 rounds", "3", WRONG,
                "filled up to 4 items, of which one was taken");
    expect_fact(run, "size of another queue", "0", WRONG,
                "two queues must not share their items");
    expect_fact(run, "blocks of memory left after destroying queues with items",
                "0", VERDICT_MEMORY_ERROR,
                "bounded_queue_destroy() must free everything, items too");
}

/* ---- waiting ---- */

static void expect_in(const struct outcome *run, const char *name)
{
    expect_fact(run, name, "yes", VERDICT_OVER_SYNCHRONISED,
                "over-synchronisation: whoever waits keeps everybody else out, "
                "also the thread that could end the wait");
}

Test(bounded_queue, full_and_empty_block)
{
    const struct outcome *run = play("full_blocks");
    const char *kept = "nothing is lost or overwritten while somebody waits";
    expect_fact(run, "an enqueue into the full queue returned", "no", WRONG,
                "an enqueue has to wait until there is room");
    expect_in(run, "size() gets in while an enqueue waits");
    expect_fact(run, "size while an enqueue waits for room", "2", WRONG,
                "there are never more items than there is room for");
    expect_in(run, "try_enqueue() gets in while an enqueue waits");
    expect_fact(run, "try_enqueue into the full queue returns", "EAGAIN", WRONG,
                "try does not wait");
    expect_in(run, "a dequeue gets in while an enqueue waits");
    expect_fact(run, "the item that it takes", "1", WRONG, kept);
    expect_fact(run, "the enqueue that waited returns", "0", WRONG,
                "a dequeue had made room");
    expect_fact(run, "next item", "0, item 2", WRONG, kept);
    expect_fact(run, "last item", "0, item 3", WRONG, kept);
    run = play("empty_blocks");
    expect_fact(run, "a dequeue from the empty queue returned", "no", WRONG,
                "a dequeue has to wait until there is an item");
    expect_in(run, "size() gets in while a dequeue waits");
    expect_fact(run, "size while a dequeue waits for an item", "0", WRONG,
                "there is nothing in the queue");
    expect_in(run, "try_dequeue() gets in while a dequeue waits");
    expect_fact(run, "try_dequeue from the empty queue returns", "EAGAIN",
                WRONG, "try does not wait");
    expect_in(run, "an enqueue gets in while a dequeue waits");
    expect_fact(run, "the dequeue that waited returns", "0", WRONG,
                "there is an item now");
    expect_fact(run, "the item that it takes", "5", WRONG, kept);
}

Test(bounded_queue, no_busy_waiting)
{
    const struct outcome *run = play("waits_asleep");
    const char *busy = "busy waiting: a thread that waits has to sleep until "
                       "it is woken";
    expect_fact(run, "a dequeue that waits looks again and again", "no",
                VERDICT_LIVELOCK, busy);
    expect_fact(run, "an enqueue that waits looks again and again", "no",
                VERDICT_LIVELOCK, busy);
    explored("waits_asleep");
}

Test(bounded_queue, waits_in_a_loop)
{
    explored("one_item_for_two");
    explored("one_place_for_two");
    explored("woken_for_nothing");
}

Test(bounded_queue, no_lost_wakeup)
{
    explored("every_call_wakes");
    explored("two_changes_at_once");
    explored("two_and_two");
}

Test(bounded_queue, every_item_once)
{
    explored("two_tries");
    explored("two_producers");
    explored("two_consumers");
    explored("through_one_place");
}

/* ---- the end ---- */

Test(bounded_queue, drains_after_close)
{
    const struct outcome *run = play("drain");
    const char *shut = "nothing gets into a closed queue";
    const char *rest = "what was in the queue when it was closed can still be "
                       "taken";
    const char *over = "closed and empty: no item will ever come";
    expect_fact(run, "enqueue after close returns", "EPIPE", WRONG, shut);
    expect_fact(run, "try_enqueue after close returns", "EPIPE", WRONG, shut);
    expect_fact(run, "enqueue_until after close returns", "EPIPE", WRONG, shut);
    expect_fact(run, "size after close with 2 items in it", "2", WRONG, rest);
    expect_fact(run, "first dequeue after close gives", "0, item 1", WRONG,
                rest);
    expect_fact(run, "second dequeue after close gives", "0, item 2", WRONG,
                rest);
    expect_fact(run, "dequeue when closed and empty returns", "EPIPE", WRONG,
                over);
    expect_fact(run, "try_dequeue when closed and empty returns", "EPIPE",
                WRONG, over);
    expect_fact(run, "dequeue_until when closed and empty returns", "EPIPE",
                WRONG, over);
    expect_fact(run, "dequeue after a second close returns", "EPIPE", WRONG,
                "a second close changes nothing");
    run = play("closed_and_full");
    expect_fact(run, "enqueue when closed and full returns", "EPIPE", WRONG,
                shut);
    expect_fact(run, "try_enqueue when closed and full returns", "EPIPE", WRONG,
                "closed counts before full");
    expect_fact(run, "enqueue_until when closed and full, too late, returns",
                "EPIPE", WRONG, "closed counts before too late");
    expect_fact(run, "try_dequeue when closed and full gives", "0, item 1",
                WRONG, rest);
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "bounded_queue_destroy() must free a closed queue too");
    explored("close_and_enqueue");
    explored("close_and_dequeue");
}

Test(bounded_queue, close_wakes_all)
{
    explored("close_on_waiting");
    explored("close_meets_caller");
}

/* ---- time ---- */

static void expect_deadline(const char *scenario)
{
    const struct outcome *run = play(scenario);
    expect_fact(run, "1 ns before the deadline it has returned",
                "(it has not returned)", WRONG,
                "a call with a deadline never gives up before it");
    expect_fact(run, "1 ns after the deadline it has returned", "ETIMEDOUT",
                WRONG, "a call with a deadline gives up when it has passed");
}

static void expect_wall_clock_ignored(void)
{
    const struct outcome *run = play("wall_clock");
    const char *wrong_clock = "the wrong clock: the deadline is a time of "
                              "CLOCK_MONOTONIC, and the wall clock was set";
    expect_fact(run, "wall clock an hour forward: dequeue_until has returned",
                "(it has not returned)", WRONG, wrong_clock);
    expect_fact(run, "wall clock an hour back: dequeue_until at its deadline",
                "ETIMEDOUT", WRONG, wrong_clock);
    expect_fact(run, "wall clock an hour forward: enqueue_until has returned",
                "(it has not returned)", WRONG, wrong_clock);
    expect_fact(run, "wall clock an hour back: enqueue_until at its deadline",
                "ETIMEDOUT", WRONG, wrong_clock);
}

Test(bounded_queue, deadlines)
{
    expect_deadline("deadline_of_dequeue");
    expect_deadline("deadline_of_enqueue");
    const struct outcome *run = play("reached_in_time");
    expect_fact(run, "dequeue_until that gets an item in time has returned",
                "0", WRONG, "the item came before the deadline");
    expect_fact(run, "enqueue_until that gets room in time has returned", "0",
                WRONG, "the room came before the deadline");
    expect_wall_clock_ignored();
    run = play("passed_already");
    expect_fact(run, "dequeue_until a past deadline, queue empty, returns",
                "ETIMEDOUT", WRONG, "there is nothing to take, and no time");
    expect_fact(run, "enqueue_until a past deadline, with room, returns", "0",
                WRONG, "it can be done without waiting");
    expect_fact(run, "enqueue_until a past deadline, queue full, returns",
                "ETIMEDOUT", WRONG, "there is no room, and no time");
    expect_fact(run, "dequeue_until a past deadline, with an item, gives",
                "0, item 1", WRONG, "it can be done without waiting");
    run = play("woken_too_late");
    expect_between(run, "dequeues that returned an item when one came", 1, 2,
                   VERDICT_DEADLOCK,
                   "lost wake-up: the woken thread gave up because of its "
                   "deadline, and the item has nobody");
    expect_fact(run, "blocks of memory left after waiting in vain", "0",
                VERDICT_MEMORY_ERROR, "a call must free what it allocated");
    explored("deadline_and_change");
    explored("given_up");
    explored("deadline_kept");
}

/* ---- the rest ---- */

Test(bounded_queue, without_memory)
{
    explored("create_without_memory");
    explored("calls_without_memory");
}

Test(bounded_queue, no_data_race)
{
    explored("calls_race");
    explored("size_race");
    explored("close_race");
    explored("waiting_race");
    expect_no_races("everything");
}
