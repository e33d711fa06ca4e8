/* Lab 03, explored: who waits and who wakes whom, and the table of all. */
#include "explored_private.h"

#include <stddef.h>

struct bounded_queue *queue;

/* ---- calls, as threads make them ---- */

struct call new_call(enum kind kind, int item)
{
    return (struct call){
        .kind = kind, .item = item, .deadline_ns = FAR_NS, .result = NOT_YET};
}

static void expect_unlocked(void)
{
    explore_require(explore_locks_held() == 0, VERDICT_MISUSE,
                    "a call has given back its locks when it returns",
                    "it still holds one",
                    "a way out of the function forgets to unlock");
}

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
    expect_unlocked();
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
    expect_unlocked();
}

void close_it(void *nothing)
{
    (void)nothing;
    bounded_queue_close(queue);
    expect_unlocked();
}

void join_without_time(void)
{
    explore_settle();
    int64_t before = explore_now_ns();
    explore_join_all();
    explore_require(explore_now_ns() == before, VERDICT_DEADLOCK,
                    "all calls return without time passing",
                    "one waited until its time was over",
                    "lost wake-up: nobody woke a thread that could have gone "
                    "on; only a time-out did");
}

/* ---- one side of the queue, or the other ---- */

struct side {
    const char *names[2];
    void (*wait)(void *);
    void (*help)(void); /* lets one of them go on */
};

static void add_one(void)
{
    bounded_queue_enqueue(queue, 9);
}

static void remove_one(void)
{
    int item;
    bounded_queue_dequeue(queue, &item);
}

static const struct side sides[] = {
    {{"consumer 1", "consumer 2"}, take, add_one},
    {{"producer 1", "producer 2"}, put, remove_one},
};

/* A queue in which calls of one side, which is chosen, have to wait. */
static const struct side *make_side(size_t capacity)
{
    bool full = explore_choose(2);
    make_queue(capacity, full ? (int)capacity : 0);
    return &sides[full];
}

/* ---- woken, and it is not true ---- */

/* Whether anybody is woken at all is the business of no_lost_wakeup: these
 * end while calls may still wait. So the calls are static. */
static struct call waiting[2];

static const char too_soon[] =
    "woken although the predicate is false: another thread was faster, or "
    "nobody had signalled at all";

static void expect_at_most(const char *what, int most, int found)
{
    if (found > most)
        explore_expect(what, most, found, too_soon);
}

static enum kind waiting_kind(void)
{
    return explore_choose(2) ? UNTIL : PLAIN;
}

/* One sleeps; an item comes, and somebody else who wants it, too. */
static void one_item_for_two(void)
{
    make_queue(2, 0);
    waiting[0] = new_call(waiting_kind(), 0);
    waiting[1] = new_call(PLAIN, 0);
    struct explored_thread *first =
        explore_thread("consumer 1", take, &waiting[0]);
    explore_settle();
    struct explored_thread *other =
        explore_thread("consumer 2", take, &waiting[1]);
    bounded_queue_enqueue(queue, 1);
    explore_settle();
    explore_outcome("returned", explore_ended(first) + explore_ended(other));
    expect_at_most("dequeues that returned when one item had come", 1,
                   explore_ended(first) + explore_ended(other));
    bounded_queue_enqueue(queue, 2);
    explore_settle();
    if (explore_ended(first) && explore_ended(other))
        explore_expect("sum of the items 1 and 2, as both took them", 3,
                       waiting[0].item + waiting[1].item,
                       "each item is taken once");
}

/* One sleeps; a place becomes free, and somebody else wants it, too. */
static void one_place_for_two(void)
{
    struct call takes[3] = {new_call(PLAIN, 0)};
    takes[2] = takes[1] = takes[0];
    make_queue(1, 1);
    waiting[0] = new_call(waiting_kind(), 2);
    waiting[1] = new_call(PLAIN, 3);
    struct explored_thread *first =
        explore_thread("producer 1", put, &waiting[0]);
    explore_settle();
    struct explored_thread *other =
        explore_thread("producer 2", put, &waiting[1]);
    take(&takes[0]);
    explore_settle();
    expect_at_most("enqueues that returned when one place was free", 1,
                   explore_ended(first) + explore_ended(other));
    if (!explore_ended(first) && !explore_ended(other))
        return; /* no_lost_wakeup */
    take(&takes[1]);
    explore_settle();
    if (!explore_ended(first) || !explore_ended(other))
        return;
    take(&takes[2]);
    explore_expect("sum of the items 1, 2 and 3, as they came out", 6,
                   takes[0].item + takes[1].item + takes[2].item,
                   "each item is in the queue once");
}

static void woken_for_nothing(void)
{
    waiting[0] = new_call(waiting_kind(), 2);
    const struct side *side = make_side(1);
    struct explored_thread *thread =
        explore_thread(side->names[0], side->wait, &waiting[0]);
    explore_settle();
    expect_at_most("calls that returned before they could go on", 0,
                   explore_ended(thread));
    side->help();
    explore_settle();
    if (explore_ended(thread))
        explore_expect("what the call returns in the end", 0, waiting[0].result,
                       "it could go on");
}

/* ---- every change wakes somebody who can use it ---- */

/* Two of one side, which is chosen, are asleep. */
static const struct side *two_asleep(size_t capacity, struct call calls[2])
{
    const struct side *side = make_side(capacity);
    for (int i = 0; i < 2; i++) {
        calls[i] = new_call(PLAIN, 3 + i);
        explore_thread(side->names[i], side->wait, &calls[i]);
        explore_settle();
    }
    return side;
}

/* Two calls of the other side, of which the second one has to wait if nobody
 * was quick enough to make use of the first. */
static void two_and_two(void)
{
    struct call calls[2], comes = new_call(PLAIN, 5);
    void (*other)(void *) = two_asleep(1, calls)->wait == take ? put : take;
    other(&comes);
    other(&comes);
    join_without_time();
    bounded_queue_destroy(queue);
}

/* Two sleep; two changes come before either of them may have run. */
static void two_changes_at_once(void)
{
    struct call calls[2];
    const struct side *side = two_asleep(2, calls);
    side->help();
    side->help();
    join_without_time();
    bounded_queue_destroy(queue);
}

/* Whichever call makes the change, it wakes who waits for it. */
static void every_call_wakes(void)
{
    static struct call waits; /* it may outlive this function */
    struct call comes = new_call((enum kind)explore_choose(3), 1);
    const struct side *side = make_side(1);
    waits = new_call(waiting_kind(), 2);
    explore_thread(side->names[0], side->wait, &waits);
    (side->wait == take ? put : take)(&comes);
    if (comes.result != 0)
        return; /* it has changed nothing (every_item_once) */
    join_without_time();
    explore_expect("what the call that waited returns", 0, waits.result,
                   "it could go on");
    bounded_queue_destroy(queue);
}

/* ---- waiting is sleeping ---- */

static void waits_asleep(void)
{
    waiting[0] = new_call(PLAIN, 3);
    waiting[1] = new_call(UNTIL, 4);
    const struct side *side = make_side(2);
    struct explored_thread *threads[] = {
        explore_thread(side->names[0], side->wait, &waiting[0]),
        explore_thread(side->names[1], side->wait, &waiting[1])};
    explore_settle();
    explore_advance_ns(FAR_NS / 2);
    bool asleep = explore_asleep(threads[0]) && explore_asleep(threads[1]);
    explore_require(asleep && explore_busy_steps() == 0, VERDICT_LIVELOCK,
                    "a call that waits sleeps until it is woken",
                    "it looks again and again",
                    "busy waiting: a thread that waits has to sleep until it "
                    "is woken");
}

#define SCENARIO(NAME, CLAIM) .name = #NAME, .play = NAME, .claim = CLAIM

/* Data races are the business of the scenarios that end in _race. */
#define STEPS .races_off = true
#define NO_TIME_OUTS .early = -1, .races_off = true

const struct explored_scenario explored_scenarios[] = {
    {SCENARIO(one_item_for_two, "One item lets one dequeue go on."),
     .question =
         "Consumer 1 sleeps in a dequeue. An item comes, and consumer 2 "
         "wants it, too.\nWhen nobody can go on: how many of the two "
         "calls can have returned?",
     NO_TIME_OUTS},
    {SCENARIO(one_place_for_two, "One free place lets one enqueue go on."),
     NO_TIME_OUTS},
    {SCENARIO(woken_for_nothing, "Who is woken looks before it goes on."),
     NO_TIME_OUTS, .spurious = 2},
    {SCENARIO(two_and_two, "Two producers and two consumers get through."),
     NO_TIME_OUTS},
    {SCENARIO(two_changes_at_once, "Two changes let two threads go on."),
     NO_TIME_OUTS},
    {SCENARIO(every_call_wakes, "Whichever call makes a change, it wakes."),
     NO_TIME_OUTS},
    {SCENARIO(waits_asleep, "A call that waits sleeps."), NO_TIME_OUTS},
    {SCENARIO(two_tries, "What is there for one is found by one try."),
     NO_TIME_OUTS},
    {SCENARIO(two_producers, "Two producers lose nothing, and keep order."),
     NO_TIME_OUTS},
    {SCENARIO(two_consumers, "Two consumers take each item once."),
     NO_TIME_OUTS},
    {SCENARIO(through_one_place, "Items pass through one place in order."),
     NO_TIME_OUTS},
    {SCENARIO(close_on_waiting, "A close wakes all who wait."), NO_TIME_OUTS},
    {SCENARIO(close_meets_caller, "Nobody falls asleep beside a close."),
     NO_TIME_OUTS},
    {SCENARIO(close_and_enqueue,
              "An enqueue that a close meets did it or not."),
     NO_TIME_OUTS},
    {SCENARIO(close_and_dequeue, "A close takes no item away."), NO_TIME_OUTS},
    {SCENARIO(deadline_and_change, "What comes in time is used, or left."),
     STEPS, .early = 1},
    {SCENARIO(given_up, "Who gives up leaves it to the others."), NO_TIME_OUTS},
    {SCENARIO(deadline_kept, "A wake-up for nothing moves no deadline."),
     NO_TIME_OUTS, .spurious = 1},
    {SCENARIO(create_without_memory, "create() fails, and leaves nothing."),
     STEPS, .leaks = true},
    {SCENARIO(calls_without_memory, "No other call needs memory."),
     NO_TIME_OUTS},
    {SCENARIO(calls_race, "enqueue and dequeue do not race.")},
    {SCENARIO(size_race, "size() races with nothing.")},
    {SCENARIO(close_race, "close() races with nothing.")},
    {SCENARIO(waiting_race, "A call that waits races with nothing."),
     .early = -1},
    {.name = NULL},
};
