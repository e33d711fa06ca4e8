#include "sync_queue.h"

#include "sync_clock.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_queue queue = SYNC_QUEUE_INIT(2);
static struct sync_queue endless = SYNC_QUEUE_INIT(SYNC_QUEUE_UNBOUNDED);
static int items[1000];

static void expect_next(struct sync_queue *from, const int *expected)
{
    void *item = NULL;

    cr_assert_eq(sync_queue_try_get(from, &item), 0);
    cr_assert_eq(item, expected);
}

static void fill(void)
{
    cr_assert_eq(sync_queue_put(&queue, &items[0]), 0);
    cr_assert_eq(sync_queue_put(&queue, &items[1]), 0);
}

static void *result_of(int error)
{
    return &items[error];
}

static void *put_third(void *argument)
{
    (void)argument;
    return result_of(sync_queue_put(&queue, &items[2]));
}

static void *get_one(void *argument)
{
    return result_of(sync_queue_get(&queue, argument));
}

static void *join_queue(void *argument)
{
    sync_queue_join(&queue);
    return argument;
}

Test(sync_queue, is_first_in_first_out)
{
    for (int round = 0; round < 5; round++) {
        fill();
        expect_next(&queue, &items[0]);
        cr_assert_eq(sync_queue_put(&queue, &items[2]), 0);
        expect_next(&queue, &items[1]);
        expect_next(&queue, &items[2]);
    }
}

Test(sync_queue, is_bounded)
{
    fill();
    cr_assert_eq(sync_queue_size(&queue), 2u);
    cr_assert_eq(sync_queue_try_put(&queue, &items[2]), EAGAIN);
    cr_assert_eq(sync_queue_put_until(&queue, &items[2], 0), ETIMEDOUT);
    cr_assert_eq(sync_queue_size(&queue), 2u);
    expect_next(&queue, &items[0]);
    cr_assert_eq(sync_queue_try_put(&queue, &items[2]), 0);
    sync_queue_destroy(&queue);
}

Test(sync_queue, says_that_it_is_empty)
{
    void *item = items;

    cr_assert_eq(sync_queue_try_get(&queue, &item), EAGAIN);
    cr_assert_eq(sync_queue_get_until(&queue, &item, 0), ETIMEDOUT);
    cr_assert_eq(item, items);
}

Test(sync_queue, unbounded_keeps_its_order_while_it_grows)
{
    int next_out = 0;

    for (int in = 0; in < 1000; in++) {
        cr_assert_eq(sync_queue_try_put(&endless, &items[in]), 0);
        if (in % 3 == 0) {
            expect_next(&endless, &items[next_out++]);
        }
    }
    while (next_out < 1000) {
        expect_next(&endless, &items[next_out++]);
    }
    cr_assert_eq(sync_queue_size(&endless), 0u);
    sync_queue_destroy(&endless);
}

Test(sync_queue, grows_up_to_its_capacity)
{
    struct sync_queue hundred;

    memset(&hundred, 0xa5, sizeof(hundred));
    sync_queue_init(&hundred, 100);
    for (int in = 0; in < 100; in++) {
        cr_assert_eq(sync_queue_try_put(&hundred, &items[in]), 0);
    }
    cr_assert_eq(sync_queue_try_put(&hundred, &items[100]), EAGAIN);
    for (int out = 0; out < 100; out++) {
        expect_next(&hundred, &items[out]);
    }
    sync_queue_destroy(&hundred);
}

Test(sync_queue, may_hold_null)
{
    void *item = items;

    cr_assert_eq(sync_queue_put(&queue, NULL), 0);
    cr_assert_eq(sync_queue_get(&queue, &item), 0);
    cr_assert_null(item);
}

Test(sync_queue, put_waits_for_room)
{
    struct sync_thread thread;

    fill();
    sync_thread_start(&thread, "putter", put_third, NULL);
    await_waiters(&queue.lock, &queue.putters, 1);
    expect_next(&queue, &items[0]);
    cr_assert_eq(sync_thread_join(&thread), result_of(0));
    cr_assert_eq(sync_queue_size(&queue), 2u);
}

Test(sync_queue, get_waits_for_an_item)
{
    struct sync_thread thread;
    void *item = NULL;

    sync_thread_start(&thread, "getter", get_one, &item);
    await_waiters(&queue.lock, &queue.getters, 1);
    cr_assert_eq(sync_queue_put(&queue, &items[7]), 0);
    cr_assert_eq(sync_thread_join(&thread), result_of(0));
    cr_assert_eq(item, &items[7]);
}

Test(sync_queue, times_out_at_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);
    void *item;

    cr_assert_eq(sync_queue_get_until(&queue, &item, deadline_ns), ETIMEDOUT);
    cr_assert(sync_deadline_passed(deadline_ns));
}

Test(sync_queue, closed_takes_nothing_and_gives_the_rest)
{
    void *item = items;

    fill();
    sync_queue_close(&queue);
    sync_queue_close(&queue);
    cr_assert(sync_queue_is_closed(&queue));
    cr_assert_eq(sync_queue_put(&queue, &items[2]), EPIPE);
    expect_next(&queue, &items[0]);
    cr_assert_eq(sync_queue_try_put(&queue, &items[2]), EPIPE);
    cr_assert_eq(sync_queue_put_until(&queue, &items[2], 0), EPIPE);
    expect_next(&queue, &items[1]);
    cr_assert_eq(sync_queue_get(&queue, &item), EPIPE);
    cr_assert_eq(sync_queue_try_get(&queue, &item), EPIPE);
    cr_assert_eq(sync_queue_get_until(&queue, &item, 0), EPIPE);
    cr_assert_eq(item, items);
}

Test(sync_queue, close_wakes_all_who_get)
{
    struct sync_thread threads[3];
    void *item;

    for (int i = 0; i < 3; i++) {
        sync_thread_start(&threads[i], "getter", get_one, &item);
    }
    await_waiters(&queue.lock, &queue.getters, 3);
    sync_queue_close(&queue);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(sync_thread_join(&threads[i]), result_of(EPIPE));
    }
}

Test(sync_queue, close_wakes_all_who_put)
{
    struct sync_thread threads[3];

    fill();
    for (int i = 0; i < 3; i++) {
        sync_thread_start(&threads[i], "putter", put_third, NULL);
    }
    await_waiters(&queue.lock, &queue.putters, 3);
    sync_queue_close(&queue);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(sync_thread_join(&threads[i]), result_of(EPIPE));
    }
    cr_assert_eq(sync_queue_size(&queue), 2u);
}

Test(sync_queue, join_waits_for_the_last_task)
{
    struct sync_thread thread;

    sync_queue_join(&queue);
    fill();
    sync_thread_start(&thread, "joiner", join_queue, NULL);
    await_waiters(&queue.lock, &queue.joiners, 1);
    expect_next(&queue, &items[0]);
    expect_next(&queue, &items[1]);
    cr_assert_eq(sync_queue_join_until(&queue, 0), ETIMEDOUT);
    sync_queue_task_done(&queue);
    cr_assert_eq(sync_queue_join_until(&queue, 0), ETIMEDOUT);
    await_waiters(&queue.lock, &queue.joiners, 1);
    sync_queue_task_done(&queue);
    (void)sync_thread_join(&thread);
    cr_assert_eq(sync_queue_join_until(&queue, 0), 0);
}

enum { EACH = 2000, PUTTERS = 2, GETTERS = 2 };

static long sums[GETTERS];

static void *put_many(void *argument)
{
    for (int i = 0; i < EACH; i++) {
        cr_assert_eq(sync_queue_put(&queue, &items[i % 1000]), 0);
    }
    return argument;
}

static void *get_many(void *argument)
{
    long *sum = argument;
    void *item;

    while (sync_queue_get(&queue, &item) == 0) {
        *sum += (int *)item - items;
        sync_queue_task_done(&queue);
    }
    return NULL;
}

Test(sync_queue, nothing_is_lost_or_doubled)
{
    struct sync_thread putters[PUTTERS];
    struct sync_thread getters[GETTERS];
    long total = 0;

    for (int i = 0; i < GETTERS; i++) {
        sync_thread_start(&putters[i], "putter", put_many, NULL);
        sync_thread_start(&getters[i], "getter", get_many, &sums[i]);
    }
    for (int i = 0; i < PUTTERS; i++) {
        (void)sync_thread_join(&putters[i]);
    }
    sync_queue_join(&queue);
    sync_queue_close(&queue);
    for (int i = 0; i < GETTERS; i++) {
        (void)sync_thread_join(&getters[i]);
        total += sums[i];
    }
    cr_assert_eq(total, (long)PUTTERS * EACH * 999 / 2);
}

static void finish_too_often(void)
{
    fill();
    sync_queue_task_done(&queue);
    sync_queue_task_done(&queue);
    sync_queue_task_done(&queue);
}

static void destroy_with_getter(void)
{
    struct sync_thread thread;
    void *item;

    sync_thread_start(&thread, "getter", get_one, &item);
    await_waiters(&queue.lock, &queue.getters, 1);
    sync_queue_destroy(&queue);
}

static void destroy_with_putter(void)
{
    struct sync_thread thread;

    fill();
    sync_thread_start(&thread, "putter", put_third, NULL);
    await_waiters(&queue.lock, &queue.putters, 1);
    sync_queue_destroy(&queue);
}

static void destroy_with_joiner(void)
{
    struct sync_thread thread;

    fill();
    sync_thread_start(&thread, "joiner", join_queue, NULL);
    await_waiters(&queue.lock, &queue.joiners, 1);
    sync_queue_destroy(&queue);
}

Test(sync_queue, finishing_too_often_aborts)
{
    expect_abort(finish_too_often, "sync_queue_task_done(&queue)", "\"main\"",
                 "more often than items were put");
}

Test(sync_queue, destroying_it_in_use_aborts)
{
    expect_abort(destroy_with_getter, "sync_queue_destroy(&queue)",
                 "\"getter\"", "test_sync_queue.c:");
    expect_abort(destroy_with_putter, "sync_queue_destroy(&queue)",
                 "\"putter\"", "");
    expect_abort(destroy_with_joiner, "sync_queue_destroy(&queue)",
                 "\"joiner\"", "");
}
