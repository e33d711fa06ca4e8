#include "sync_event.h"

#include <errno.h>

#include "sync_clock.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_event event = SYNC_EVENT_INIT;

static void *wait_once(void *argument)
{
    sync_event_wait(&event);
    return argument;
}

static void *wait_with_distant_deadline(void *argument)
{
    cr_assert_eq(sync_event_wait_until(&event, sync_deadline_in_s(3600)), 0);
    return argument;
}

static void start_waiters(struct sync_thread *threads, int number,
                          void *(*function)(void *))
{
    for (int i = 0; i < number; i++) {
        sync_thread_start(&threads[i], "waiter", function, NULL);
    }
    await_waiters(&event.lock, &event.waiters, number);
}

static void join_all(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        (void)sync_thread_join(&threads[i]);
    }
}

Test(sync_event, is_set_and_cleared)
{
    cr_assert_not(sync_event_is_set(&event));
    sync_event_set(&event);
    sync_event_set(&event);
    cr_assert(sync_event_is_set(&event));
    sync_event_wait(&event);
    cr_assert_eq(sync_event_wait_until(&event, 0), 0);
    sync_event_clear(&event);
    cr_assert_not(sync_event_is_set(&event));
    cr_assert_eq(sync_event_wait_until(&event, 0), ETIMEDOUT);
}

Test(sync_event, works_after_init)
{
    struct sync_event mine;

    memset(&mine, 0xa5, sizeof(mine));
    sync_event_init(&mine);
    cr_assert_not(sync_event_is_set(&mine));
    sync_event_set(&mine);
    sync_event_wait(&mine);
    sync_event_destroy(&mine);
}

Test(sync_event, times_out_at_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);

    cr_assert_eq(sync_event_wait_until(&event, deadline_ns), ETIMEDOUT);
    cr_assert(sync_deadline_passed(deadline_ns));
}

Test(sync_event, set_releases_all_waiters)
{
    struct sync_thread threads[4];

    start_waiters(threads, 4, wait_once);
    sync_event_set(&event);
    join_all(threads, 4);
    sync_event_destroy(&event);
}

Test(sync_event, set_then_clear_releases_all_waiters)
{
    struct sync_thread threads[4];

    start_waiters(threads, 2, wait_once);
    start_waiters(threads + 2, 2, wait_with_distant_deadline);
    await_waiters(&event.lock, &event.waiters, 4);
    sync_event_set(&event);
    sync_event_clear(&event);
    join_all(threads, 4);
    cr_assert_not(sync_event_is_set(&event));
}

/* Set and cleared in one step, so that no waiter can see it set. */
Test(sync_event, nobody_need_see_it_set)
{
    struct sync_thread threads[2];

    start_waiters(threads, 2, wait_once);
    MUST(pthread_mutex_lock(&event.lock));
    event.sets++;
    MUST(pthread_cond_broadcast(&event.was_set));
    MUST(pthread_mutex_unlock(&event.lock));
    join_all(threads, 2);
}

static void destroy_in_use(void)
{
    struct sync_thread thread;

    start_waiters(&thread, 1, wait_once);
    sync_event_destroy(&event);
}

Test(sync_event, destroying_it_in_use_aborts)
{
    expect_abort(destroy_in_use,
                 "test_sync_event.c:", "sync_event_destroy(&event)",
                 "\"waiter\"");
}
