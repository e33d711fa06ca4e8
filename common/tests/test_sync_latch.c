#include "sync_latch.h"

#include <errno.h>

#include "sync_clock.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_latch latch = SYNC_LATCH_INIT(3);

static void *wait_for_latch(void *argument)
{
    sync_latch_wait(&latch);
    cr_assert(sync_latch_is_open(&latch));
    return argument;
}

static void *arrive(void *argument)
{
    sync_latch_arrive_and_wait(&latch);
    cr_assert(sync_latch_is_open(&latch));
    return argument;
}

static void start(struct sync_thread *threads, int number,
                  void *(*function)(void *))
{
    for (int i = 0; i < number; i++) {
        sync_thread_start(&threads[i], "waiter", function, NULL);
    }
}

static void join_all(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        (void)sync_thread_join(&threads[i]);
    }
}

Test(sync_latch, opens_at_zero_and_stays_open)
{
    sync_latch_count_down(&latch);
    sync_latch_count_down(&latch);
    cr_assert_not(sync_latch_is_open(&latch));
    cr_assert_eq(sync_latch_wait_until(&latch, 0), ETIMEDOUT);
    sync_latch_count_down(&latch);
    cr_assert(sync_latch_is_open(&latch));
    cr_assert_eq(sync_latch_wait_until(&latch, 0), 0);
    sync_latch_wait(&latch);
    sync_latch_wait(&latch);
}

Test(sync_latch, of_zero_is_open)
{
    struct sync_latch open;

    memset(&open, 0xa5, sizeof(open));
    sync_latch_init(&open, 0);
    cr_assert(sync_latch_is_open(&open));
    sync_latch_wait(&open);
    sync_latch_count_down_n(&open, 0);
    sync_latch_destroy(&open);
}

Test(sync_latch, last_count_releases_all_waiters)
{
    struct sync_thread threads[3];

    start(threads, 3, wait_for_latch);
    await_waiters(&latch.lock, &latch.waiters, 3);
    sync_latch_count_down_n(&latch, 2);
    await_waiters(&latch.lock, &latch.waiters, 3);
    sync_latch_count_down_n(&latch, 1);
    join_all(threads, 3);
    sync_latch_destroy(&latch);
}

Test(sync_latch, arriving_threads_wait_for_each_other)
{
    struct sync_thread threads[3];

    start(threads, 2, arrive);
    await_waiters(&latch.lock, &latch.waiters, 2);
    cr_assert_not(sync_latch_is_open(&latch));
    start(threads + 2, 1, arrive);
    join_all(threads, 3);
}

Test(sync_latch, times_out_at_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);

    cr_assert_eq(sync_latch_wait_until(&latch, deadline_ns), ETIMEDOUT);
    cr_assert(sync_deadline_passed(deadline_ns));
}

static void count_too_far(void)
{
    sync_latch_count_down_n(&latch, 3);
    sync_latch_count_down(&latch);
}

static void count_too_many(void)
{
    sync_latch_count_down_n(&latch, 4);
}

static void destroy_in_use(void)
{
    struct sync_thread thread;

    start(&thread, 1, wait_for_latch);
    await_waiters(&latch.lock, &latch.waiters, 1);
    sync_latch_destroy(&latch);
}

Test(sync_latch, counting_an_open_one_aborts)
{
    expect_abort(count_too_far, "sync_latch_count_down(&latch)",
                 "counts 1 down when 0 are left", "test_sync_latch.c:");
    expect_abort(count_too_many, "sync_latch_count_down_n(&latch, 4)",
                 "counts 4 down when 3 are left", "\"main\"");
}

Test(sync_latch, destroying_it_in_use_aborts)
{
    expect_abort(destroy_in_use, "sync_latch_destroy(&latch)", "\"waiter\"",
                 "test_sync_latch.c:");
}
