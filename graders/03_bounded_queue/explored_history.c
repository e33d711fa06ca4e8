/* Lab 03, explored: threads that meet in the queue, and whether what they got
 * can be explained by calls one after the other. */
#include "explored_private.h"

#include <stddef.h>
#include <string.h>

/* ---- the history and its specification ---- */

struct model {
    int capacity, count;
    long items[4];
};

static struct model initial;

void make_queue(size_t capacity, int items)
{
    initial = (struct model){.capacity = (int)capacity};
    queue = bounded_queue_create(capacity);
    for (int i = 1; i <= items; i++) {
        bounded_queue_enqueue(queue, i);
        initial.items[initial.count++] = i;
    }
}

static bool may_put(struct model *model, long item, long result)
{
    if (result != 0 || model->count == model->capacity)
        return false;
    model->items[model->count++] = item;
    return true;
}

/* An item is positive, an error negative. */
static bool may_take(struct model *model, long result)
{
    if (model->count == 0)
        return result == -EAGAIN;
    if (model->items[0] != result)
        return false;
    model->count--;
    memmove(model->items, model->items + 1, sizeof *model->items * 3);
    return true;
}

static bool specification(void *state, int operation, long argument,
                          long result)
{
    struct model *model = state;
    return operation == PUT ? may_put(model, argument, result)
                            : may_take(model, result);
}

void put_noted(void *argument)
{
    struct call *call = argument;
    explore_called(PUT, call->item);
    put(call);
    explore_returned(-call->result);
}

void take_noted(void *argument)
{
    struct call *call = argument;
    explore_called(TAKE, 0);
    take(call);
    explore_returned(call->result == 0 ? call->item : -call->result);
}

void judge_history(void)
{
    static const char *const words[] = {"enqueue", "dequeue"};
    struct call rest;
    do {
        rest = new_call(TRY, 0);
        take_noted(&rest);
    } while (rest.result == 0);
    explore_linearizable(specification, &initial, sizeof initial, words);
    bounded_queue_destroy(queue);
}

/* ---- threads that meet in the queue ---- */

/* Two try, where there is enough for one or for both. */
void two_tries(void)
{
    struct call calls[] = {new_call(TRY, 3), new_call(TRY, 4)};
    bool putting = explore_choose(2);
    int enough = 1 + explore_choose(2);
    make_queue(2, putting ? 2 - enough : enough);
    explore_thread(putting ? "producer 1" : "consumer 1", putting ? put : take,
                   &calls[0]);
    explore_thread(putting ? "producer 2" : "consumer 2", putting ? put : take,
                   &calls[1]);
    explore_join_all();
    explore_expect(enough == 1 ? "of two tries for one item or place, succeeded"
                               : "of two tries with enough for both, succeeded",
                   enough, (calls[0].result == 0) + (calls[1].result == 0),
                   enough == 1
                       ? "check-then-act: the queue was looked at, but it "
                         "changed before it was used"
                       : "EAGAIN means full or empty, not that another thread "
                         "is in the queue");
    bounded_queue_destroy(queue);
}

static void put_two(void *nothing)
{
    struct call calls[] = {new_call(PLAIN, 11), new_call(PLAIN, 12)};
    (void)nothing;
    put_noted(&calls[0]);
    put_noted(&calls[1]);
}

static void take_two(void *nothing)
{
    struct call calls[] = {new_call(PLAIN, 0), new_call(PLAIN, 0)};
    (void)nothing;
    take_noted(&calls[0]);
    take_noted(&calls[1]);
}

/* Room for all. */
void two_producers(void)
{
    struct call call = new_call(PLAIN, 21);
    make_queue(3, 0);
    explore_thread("producer 1", put_two, NULL);
    explore_thread("producer 2", put_noted, &call);
    explore_join_all();
    judge_history();
}

/* An item for each call. */
void two_consumers(void)
{
    struct call call = new_call(PLAIN, 0);
    make_queue(3, 3);
    explore_thread("consumer 1", take_two, NULL);
    explore_thread("consumer 2", take_noted, &call);
    explore_join_all();
    judge_history();
}

void through_one_place(void)
{
    static struct call taker; /* it may outlive this function */
    taker = new_call(PLAIN, 0);
    make_queue(1, 0);
    struct explored_thread *threads[] = {
        explore_thread("producer", put_two, NULL),
        explore_thread("consumer", take_noted, &taker)};
    explore_settle();
    if (!explore_ended(threads[0]) || !explore_ended(threads[1]))
        return; /* that is the business of no_lost_wakeup */
    explore_join_all();
    judge_history();
}
