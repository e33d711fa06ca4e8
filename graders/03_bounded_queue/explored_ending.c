/* Lab 03, explored: the close, the deadlines, no memory, and data races. */
#include "explored_private.h"

/* ---- the close ---- */

static const char told[] =
    "a call that waits when the queue is closed returns EPIPE";

/* Two sleep on one side, which is chosen. */
void close_on_waiting(void)
{
    bool full = explore_choose(2);
    struct call calls[] = {new_call(PLAIN, 2), new_call(UNTIL, 3)};
    make_queue(1, full);
    explore_thread(full ? "producer 1" : "consumer 1", full ? put : take,
                   &calls[0]);
    explore_settle();
    explore_thread(full ? "producer 2" : "consumer 2", full ? put : take,
                   &calls[1]);
    explore_settle();
    close_it(NULL);
    join_without_time();
    explore_expect("of the 2 calls, returned EPIPE", 2,
                   (calls[0].result == EPIPE) + (calls[1].result == EPIPE),
                   told);
    bounded_queue_destroy(queue);
}

/* One is about to fall asleep. */
void close_meets_caller(void)
{
    bool full = explore_choose(2);
    struct call call = new_call(explore_choose(2) ? UNTIL : PLAIN, 2);
    make_queue(1, full);
    explore_thread("caller", full ? put : take, &call);
    close_it(NULL);
    join_without_time();
    explore_expect("the call returns EPIPE", EPIPE, call.result, told);
    close_it(NULL);
    bounded_queue_destroy(queue);
}

/* Takes what is left. Never blocks. Returns: the sum of the items. */
static int drain(void)
{
    int sum = 0;
    struct call rest = new_call(TRY, 0);
    for (take(&rest); rest.result == 0; take(&rest))
        sum += rest.item;
    explore_expect("dequeue from the closed queue in the end", EPIPE,
                   rest.result, "closed and empty: no item will ever come");
    bounded_queue_destroy(queue);
    return sum;
}

/* A producer sleeps; a dequeue and a close come. */
void close_and_enqueue(void)
{
    struct call giver = new_call(PLAIN, 2), taker = new_call(PLAIN, 0);
    make_queue(1, 1);
    explore_thread("producer", put, &giver);
    explore_settle();
    explore_thread("closer", close_it, NULL);
    take(&taker);
    explore_join_all();
    explore_require(giver.result == 0 || giver.result == EPIPE,
                    VERDICT_WRONG_RESULT, "enqueue returns 0 or EPIPE",
                    "another error", "it waited, and the queue was closed");
    explore_expect("sum of the items that came out", giver.result == 0 ? 3 : 1,
                   taker.item + drain(),
                   "0 means that the item is in the queue, EPIPE that it is "
                   "not");
}

/* A consumer sleeps; an enqueue and a close come. */
void close_and_dequeue(void)
{
    struct call giver = new_call(PLAIN, 1), taker = new_call(PLAIN, 0);
    make_queue(1, 0);
    explore_thread("consumer", take, &taker);
    explore_settle();
    explore_thread("closer", close_it, NULL);
    put(&giver);
    explore_join_all();
    explore_expect("what the dequeue returns, as the enqueue does",
                   giver.result, taker.result,
                   "an item that is there counts before closed");
    int item = taker.result == 0 ? taker.item : 0;
    explore_expect("sum of the items that came out", giver.result == 0 ? 1 : 0,
                   item + drain(),
                   "what was in the queue when it was closed can still be "
                   "taken");
}

/* ---- deadlines ---- */

#define TWO_SECONDS_NS INT64_C(2000000000)

static struct call soon(int item)
{
    struct call call = new_call(UNTIL, item);
    call.deadline_ns = explore_now_ns() + TWO_SECONDS_NS;
    return call;
}

/* One waits with a deadline; what it waits for comes. */
void deadline_and_change(void)
{
    bool full = explore_choose(2);
    struct call call = soon(2), comes = new_call(PLAIN, 1);
    make_queue(1, full);
    explore_thread("caller", full ? put : take, &call);
    (full ? take : put)(&comes);
    explore_join_all();
    explore_require(call.result != ETIMEDOUT ||
                        explore_now_ns() >= call.deadline_ns,
                    VERDICT_WRONG_RESULT, "ETIMEDOUT when the time is over",
                    "ETIMEDOUT before that",
                    "a call with a deadline never gives up before it");
    explore_require(call.result == 0 || call.result == ETIMEDOUT,
                    VERDICT_WRONG_RESULT, "0 or ETIMEDOUT", "another result",
                    "it could go on, or it was too late");
    explore_expect("items in the queue", full == (call.result == 0),
                   (long)bounded_queue_size(queue),
                   "0 means that the call did it, ETIMEDOUT that it did not");
    bounded_queue_destroy(queue);
}

/* Two sleep for the same, one of them until a deadline, which passes while it
 * comes, once. */
void given_up(void)
{
    bool full = explore_choose(2);
    struct call hasty = soon(2), patient = new_call(PLAIN, 3);
    struct call comes = new_call(PLAIN, 1);
    make_queue(1, full);
    explore_thread("with deadline", full ? put : take, &hasty);
    explore_settle();
    struct explored_thread *other =
        explore_thread("without", full ? put : take, &patient);
    explore_settle();
    explore_advance_ns(TWO_SECONDS_NS);
    (full ? take : put)(&comes);
    explore_settle();
    bool unused = (bounded_queue_size(queue) == 0) == full;
    explore_require(explore_ended(other) || !unused, VERDICT_DEADLOCK,
                    "what comes goes to one of the two who wait for it",
                    "it is left, and one still waits",
                    "lost wake-up: whoever gives up passes on what was meant "
                    "for it; another thread waits for it");
    (full ? take : put)(&comes);
    explore_join_all();
    bounded_queue_destroy(queue);
}

/* Woken for nothing half way, it still gives up at the same time, if it waits
 * for that at all (waits_in_a_loop). */
void deadline_kept(void)
{
    bool full = explore_choose(2);
    struct call call = soon(2);
    make_queue(1, full);
    explore_thread("caller", full ? put : take, &call);
    explore_advance_ns(TWO_SECONDS_NS / 2);
    explore_join_all();
    explore_require(
        call.result != ETIMEDOUT || explore_now_ns() == call.deadline_ns,
        VERDICT_WRONG_RESULT, "it gives up at its deadline", "at another time",
        "a deadline is a point in time: being woken does not "
        "move it");
    bounded_queue_destroy(queue);
}

/* ---- no memory ---- */

void create_without_memory(void)
{
    explore_heap_limit(explore_choose(3));
    queue = bounded_queue_create(2);
    explore_heap_limit(-1);
    if (queue == NULL) {
        explore_require(explore_heap_blocks() == 0, VERDICT_MEMORY_ERROR,
                        "nothing is left of a queue that was not created",
                        "a block of memory that nobody can free",
                        "what was allocated before is freed when there is no "
                        "memory for the rest");
        return;
    }
    struct call calls[] = {new_call(TRY, 1), new_call(TRY, 0)};
    put(&calls[0]);
    take(&calls[1]);
    explore_expect("item that went through the queue", 1, calls[1].item,
                   "a queue that was created works");
    bounded_queue_destroy(queue);
}

static void expect_no_error(const struct call *call)
{
    explore_expect("what a call returns that has what it needs", 0,
                   call->result, "only create() may fail for want of memory");
}

void calls_without_memory(void)
{
    struct call puts[] = {new_call(UNTIL, 1), new_call(PLAIN, 2),
                          new_call(TRY, 3)};
    struct call takes[] = {new_call(PLAIN, 0), new_call(UNTIL, 0),
                           new_call(TRY, 0)};
    make_queue(1, 0);
    explore_heap_limit(0);
    for (int i = 0; i < 3; i++) {
        put(&puts[i]);
        expect_no_error(&puts[i]);
        take(&takes[i]);
        expect_no_error(&takes[i]);
    }
    static struct call waiting; /* it may outlive this function */
    waiting = new_call(PLAIN, 0);
    struct explored_thread *consumer =
        explore_thread("consumer", take, &waiting);
    explore_settle();
    put(&puts[0]);
    expect_no_error(&puts[0]);
    explore_settle();
    if (explore_ended(consumer))
        expect_no_error(&waiting);
}

/* ---- data races ---- */

static void look(void *nothing)
{
    (void)nothing;
    (void)bounded_queue_size(queue);
}

static enum kind any_kind(void)
{
    return (enum kind)explore_choose(3);
}

void calls_race(void)
{
    struct call calls[] = {new_call(any_kind(), 3), new_call(any_kind(), 0)};
    make_queue(3, 1);
    explore_thread("producer", put, &calls[0]);
    explore_thread("consumer", take, &calls[1]);
    explore_join_all();
    bounded_queue_destroy(queue);
}

void size_race(void)
{
    bool putting = explore_choose(2);
    struct call call = new_call(any_kind(), 3);
    make_queue(3, 1);
    explore_thread("observer", look, NULL);
    explore_thread("caller", putting ? put : take, &call);
    explore_join_all();
    bounded_queue_destroy(queue);
}

void close_race(void)
{
    bool putting = explore_choose(2);
    struct call call = new_call(any_kind(), 3);
    make_queue(3, 1);
    explore_thread("closer", close_it, NULL);
    explore_thread("caller", putting ? put : take, &call);
    look(NULL);
    explore_join_all();
    bounded_queue_destroy(queue);
}

void waiting_race(void)
{
    static struct call taker, giver; /* may outlive this function */
    taker = new_call(explore_choose(2) ? UNTIL : PLAIN, 0);
    giver = new_call(PLAIN, 1);
    make_queue(1, 0);
    explore_thread("consumer", take, &taker);
    explore_thread("producer", put, &giver);
    explore_settle(); /* whether it is woken is another check's business */
}
