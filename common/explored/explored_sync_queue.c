/* sync_queue.h under every schedule. */
#include "sync_queue.h"

#include "explore.h"

#include <stddef.h>

static struct sync_queue queue;
static int items[3];
static long got; /* items that were taken out */

static void put_one(void *item)
{
    int error = sync_queue_put(&queue, item);
    explore_require(error == 0 || sync_queue_is_closed(&queue),
                    VERDICT_WRONG_RESULT, "a put that succeeds",
                    "one that is refused", "the queue is open");
    if (error != 0)
        explore_reached("a put finds it closed");
}

static void get_one(void *unused)
{
    void *item = NULL;
    (void)unused;
    if (sync_queue_get(&queue, &item) != 0) {
        explore_reached("a get finds it closed");
        return;
    }
    explore_require(item != NULL, VERDICT_WRONG_RESULT, "an item", "none",
                    "get() returned 0 without an item");
    explore_add(&got, 1);
}

static void expect_got(long expected)
{
    explore_expect("items that were taken out", expected, explore_get(&got),
                   "an item was lost, or came twice");
}

/* Two putters, one place: who is woken must be the one who can go on. */
static void no_wake_up_is_lost(void)
{
    sync_queue_init(&queue, 1);
    explore_thread("first puts", put_one, &items[0]);
    explore_thread("second puts", put_one, &items[1]);
    explore_thread("first gets", get_one, NULL);
    get_one(NULL);
    explore_join_all();
    expect_got(2);
    sync_queue_destroy(&queue);
}

/* A putter that is woken may find that another one was faster. */
static void stays_within_its_capacity(void)
{
    void *item;
    sync_queue_init(&queue, 1);
    (void)sync_queue_put(&queue, &items[2]);
    explore_thread("first puts", put_one, &items[0]);
    explore_thread("second puts", put_one, &items[1]);
    (void)sync_queue_get(&queue, &item);
    explore_settle();
    explore_expect("items in a queue of one place", 1,
                   (long)sync_queue_size(&queue),
                   "the capacity is overstepped");
    (void)sync_queue_get(&queue, &item);
    explore_join_all();
    explore_expect("items in it when both have put", 1,
                   (long)sync_queue_size(&queue), "an item was lost");
    sync_queue_destroy(&queue);
}

static void put_in_order(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++)
        (void)sync_queue_put(&queue, &items[i]);
}

static void is_first_in_first_out(void)
{
    sync_queue_init(&queue, 2);
    explore_thread("puts", put_in_order, NULL);
    for (int i = 0; i < 3; i++) {
        void *item = NULL;
        (void)sync_queue_get(&queue, &item);
        explore_expect("number of the item", i, (int *)item - items,
                       "items come out in another order than they went in");
    }
    explore_join_all();
    sync_queue_destroy(&queue);
}

static void close_it(void *unused)
{
    (void)unused;
    sync_queue_close(&queue);
}

static void close_against_get(void)
{
    sync_queue_init(&queue, 1);
    explore_thread("first gets", get_one, NULL);
    explore_thread("second gets", get_one, NULL);
    explore_thread("closes", close_it, NULL);
    explore_join_all();
    sync_queue_destroy(&queue);
}

/* One item is in: the others are refused, or wait until it is closed. What
 * was put in can be drained. */
static void close_against_put(void)
{
    void *item;
    long left = 0;
    sync_queue_init(&queue, 1);
    explore_thread("first puts", put_one, &items[0]);
    explore_thread("second puts", put_one, &items[1]);
    explore_thread("closes", close_it, NULL);
    explore_join_all();
    while (sync_queue_get(&queue, &item) == 0)
        left++;
    explore_require(left <= 1, VERDICT_WRONG_RESULT,
                    "items in a queue of one place: at most 1", "more",
                    "the capacity is overstepped");
    sync_queue_destroy(&queue);
}

static void get_until(void *unused)
{
    void *item = NULL;
    (void)unused;
    if (sync_queue_get_until(&queue, &item, explore_now_ns() + 1000) == 0)
        explore_add(&got, 1);
    else
        explore_reached("the deadline passes");
}

/* What a wait that times out leaves behind must reach the other one. */
static void deadline_against_put(void)
{
    sync_queue_init(&queue, 1);
    explore_thread("gets until", get_until, NULL);
    explore_thread("gets", get_one, NULL);
    (void)sync_queue_put(&queue, &items[0]);
    explore_settle();
    long before = explore_get(&got);
    explore_expect("items that were taken out", 1, before,
                   "lost wake-up: an item is in, and a get waits for it");
    sync_queue_close(&queue);
    explore_join_all();
    sync_queue_destroy(&queue);
}

static int finished; /* written before task_done() */

static void work(void *unused)
{
    void *item = NULL;
    (void)unused;
    (void)sync_queue_get(&queue, &item);
    finished++;
    sync_queue_task_done(&queue);
}

static void join_waits_for_tasks(void)
{
    sync_queue_init(&queue, SYNC_QUEUE_UNBOUNDED);
    (void)sync_queue_put(&queue, &items[0]);
    explore_thread("works", work, NULL);
    sync_queue_join(&queue);
    explore_expect("tasks that are done when join() returns", 1, finished,
                   "join() returned too early");
    explore_join_all();
    sync_queue_destroy(&queue);
}

static void finish(void *unused)
{
    void *item = NULL;
    (void)unused;
    (void)sync_queue_get(&queue, &item);
    sync_queue_task_done(&queue);
}

static void join_with_two_workers(void)
{
    sync_queue_init(&queue, 1);
    explore_thread("first works", finish, NULL);
    explore_thread("second works", finish, NULL);
    (void)sync_queue_put(&queue, &items[0]);
    (void)sync_queue_put(&queue, &items[1]);
    sync_queue_join(&queue);
    explore_expect("items in it", 0, (long)sync_queue_size(&queue),
                   "join() returned while there was work");
    explore_join_all();
    sync_queue_destroy(&queue);
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "no_wake_up_is_lost",
     .claim = "All puts and gets at a queue of one place finish.",
     .play = no_wake_up_is_lost},
    {.name = "stays_within_its_capacity",
     .claim = "Putters wait for a place, and look again.",
     .play = stays_within_its_capacity,
     .spurious = 1},
    {.name = "is_first_in_first_out",
     .claim = "Items come out in the order they went in.",
     .play = is_first_in_first_out},
    {.name = "close_against_get",
     .claim = "A close wakes every get.",
     .play = close_against_get,
     .must_reach = {"a get finds it closed"}},
    {.name = "close_against_put",
     .claim = "A close wakes every put; the rest can be drained.",
     .play = close_against_put,
     .must_reach = {"a put finds it closed"}},
    {.name = "deadline_against_put",
     .claim = "A get that times out leaves the item to others.",
     .play = deadline_against_put,
     .must_reach = {"the deadline passes"}},
    {.name = "join_waits_for_tasks",
     .claim = "A join returns after the last task_done().",
     .play = join_waits_for_tasks,
     .spurious = 1},
    {.name = "join_with_two_workers",
     .claim = "Two workers and a join.",
     .play = join_with_two_workers},
    {.name = NULL},
};
