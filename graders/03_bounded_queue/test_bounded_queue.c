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
}

static void expect_item_taken_once(const char *scenario)
{
    const struct outcome *run = play(scenario);
    expect_fact(run, "dequeues that returned 0 after one item came", "1", WRONG,
                "woken although the predicate is false: another thread took "
                "the item before the woken one ran");
    expect_fact(run, "sum of the items that both took when 1 and 2 had come",
                "3", WRONG, "each item is taken once");
}

static void expect_room_used_once(const char *scenario)
{
    const struct outcome *run = play(scenario);
    expect_fact(run, "enqueues that returned 0 after one place became free",
                "1", WRONG,
                "woken although the predicate is false: another thread used "
                "the place before the woken one ran");
    expect_fact(run, "sum of the items 2 and 3 that both put", "5", WRONG,
                "each item is in the queue once");
}

Test(bounded_queue, waits_in_a_loop)
{
    expect_item_taken_once("stolen_item");
    expect_item_taken_once("stolen_item_timed");
    expect_room_used_once("stolen_room");
    expect_room_used_once("stolen_room_timed");
    const struct outcome *run = play("woken_for_nothing");
    const char *nothing = "woken although the predicate is false: a wait may "
                          "return without any signal (spurious wake-up)";
    expect_fact(run, "a dequeue that nobody woke returned", "no", WRONG,
                nothing);
    expect_fact(run, "a dequeue_until that nobody woke returned", "no", WRONG,
                nothing);
    expect_fact(run, "an enqueue that nobody woke returned", "no", WRONG,
                nothing);
    expect_fact(run, "an enqueue_until that nobody woke returned", "no", WRONG,
                nothing);
    expect_fact(play("deadline_stays"),
                "at its deadline, dequeue_until has returned", "ETIMEDOUT",
                WRONG, "a wake-up for nothing does not move the deadline");
}

Test(bounded_queue, no_lost_wakeup)
{
    const char *wrong_side =
        "lost wake-up: nobody woke a thread that could have gone on; only a "
        "time-out did";
    const char *edge = "lost wake-up: two items or places came before anybody "
                       "ran, and only one thread was woken";
    const char *silent = "lost wake-up: this call wakes nobody";
    expect_fact(play("producers_wait"),
                "all four threads got through without time passing", "yes",
                VERDICT_DEADLOCK, wrong_side);
    expect_fact(play("consumers_wait"),
                "all four threads got through without time passing", "yes",
                VERDICT_DEADLOCK, wrong_side);
    expect_fact(play("two_changes_at_once"),
                "two changes let two threads through", "yes", VERDICT_DEADLOCK,
                edge);
    const struct outcome *run = play("every_call_wakes");
    expect_fact(run, "each of the three enqueues wakes a waiting dequeue",
                "yes", VERDICT_DEADLOCK, silent);
    expect_fact(run, "each of the three dequeues wakes a waiting enqueue",
                "yes", VERDICT_DEADLOCK, silent);
}

Test(bounded_queue, every_item_once)
{
    const struct outcome *run = play("tries_cross");
    const char *act = "check-then-act: the queue was looked at, but it changed "
                      "before it was used";
    const char *gave_up = "EAGAIN means full or empty, not that another thread "
                          "is in the queue";
    expect_fact(run, "most try_enqueues that found the one free place", "1",
                WRONG, act);
    expect_fact(run, "fewest try_enqueues that found the one free place", "1",
                WRONG, gave_up);
    expect_fact(run, "most try_dequeues that got the one item", "1", WRONG,
                act);
    expect_fact(run, "fewest try_dequeues that got the one item", "1", WRONG,
                gave_up);
    const struct outcome *enough = play("enough_for_two_tries");
    expect_fact(enough, "fewest of 2 try_enqueues that found 2 free places",
                "2", WRONG, gave_up);
    expect_fact(enough, "fewest of 2 try_dequeues that found 2 items", "2",
                WRONG, gave_up);
    expect_fact(play("pairs_cross"), "the items of two producers",
                "each once, in order", WRONG,
                "two enqueues at once must not use the same place");
    expect_fact(play("threes_cross"), "items 1 2 3 through one place arrive as",
                "1 2 3", WRONG, "the items of one producer arrive in order");
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
    run = play("closed_meanwhile");
    expect_fact(run, "dequeue that waited when 1 came before the close returns",
                "0", WRONG, "an item that is there counts before closed");
    expect_fact(run, "its item", "1", WRONG, rest);
    expect_fact(run, "an enqueue that the close overtook", "did what it says",
                WRONG,
                "0 means that the item is in the queue, EPIPE that it "
                "is not");
}

Test(bounded_queue, close_wakes_all)
{
    const struct outcome *run = play("close_on_consumers");
    const char *all = "lost wake-up: close() has to wake everybody who waits";
    const char *told = "a call that waits when the queue is closed returns "
                       "EPIPE";
    expect_fact(run, "of 3 waiting dequeues, close() woke", "3",
                VERDICT_DEADLOCK, all);
    expect_fact(run, "of 3 waiting dequeues, EPIPE was returned by", "3", WRONG,
                told);
    run = play("close_on_producers");
    expect_fact(run, "of 3 waiting enqueues, close() woke", "3",
                VERDICT_DEADLOCK, all);
    expect_fact(run, "of 3 waiting enqueues, EPIPE was returned by", "3", WRONG,
                told);
    expect_fact(play("close_crosses"),
                "every call that meets a close returns EPIPE", "yes", WRONG,
                told);
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
    const char *one = "whoever gives up passes on what was meant for it: "
                      "another thread waits for it";
    run = play("given_up_meanwhile");
    expect_fact(run,
                "an item that comes while a dequeue_until gives up is taken",
                "yes", VERDICT_DEADLOCK, one);
    expect_fact(run, "room that comes while an enqueue_until gives up is used",
                "yes", VERDICT_DEADLOCK, one);
}

Test(bounded_queue, no_data_race)
{
    expect_no_races("everything");
}
