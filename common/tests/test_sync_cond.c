#include "sync_cond.h"

#include <errno.h>

#include "sync_event.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static struct sync_cond changed = SYNC_COND_INIT;
static bool ready;
static int woken;

static void *wait_until_ready(void *argument)
{
    sync_mutex_lock(&mutex);
    while (!ready) {
        sync_cond_wait(&changed, &mutex);
        cr_assert(sync_mutex_held(&mutex));
    }
    woken++;
    sync_mutex_unlock(&mutex);
    return argument;
}

static void start_waiters(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        sync_thread_start(&threads[i], "waiter", wait_until_ready, NULL);
    }
    await_waiters(&mutex.mutex, &changed.waiters, number);
}

static void join_all(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        (void)sync_thread_join(&threads[i]);
    }
}

static void become_ready(void)
{
    sync_mutex_lock(&mutex);
    ready = true;
    sync_mutex_unlock(&mutex);
}

Test(sync_cond, signal_wakes_a_waiter)
{
    struct sync_thread thread;

    start_waiters(&thread, 1);
    become_ready();
    sync_cond_signal(&changed);
    join_all(&thread, 1);
    cr_assert_eq(woken, 1);
}

Test(sync_cond, broadcast_wakes_all)
{
    struct sync_thread threads[4];

    start_waiters(threads, 4);
    become_ready();
    sync_cond_broadcast(&changed);
    join_all(threads, 4);
    cr_assert_eq(woken, 4);
    sync_cond_destroy(&changed);
}

Test(sync_cond, signal_without_waiters_is_lost)
{
    sync_cond_signal(&changed);
    sync_mutex_lock(&mutex);
    cr_assert_eq(sync_cond_wait_until(&changed, &mutex, sync_now_ns()),
                 ETIMEDOUT);
    sync_mutex_unlock(&mutex);
}

Test(sync_cond, times_out_at_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);
    int error = 0;

    sync_mutex_lock(&mutex);
    while (error == 0) {
        error = sync_cond_wait_until(&changed, &mutex, deadline_ns);
    }
    cr_assert_eq(error, ETIMEDOUT);
    cr_assert(sync_deadline_passed(deadline_ns));
    cr_assert(sync_mutex_held(&mutex));
    sync_mutex_unlock(&mutex);
}

Test(sync_cond, deadlines_of_long_ago_time_out)
{
    sync_mutex_lock(&mutex);
    cr_assert_eq(sync_cond_wait_until(&changed, &mutex, 0), ETIMEDOUT);
    cr_assert_eq(sync_cond_wait_until(&changed, &mutex, INT64_MIN), ETIMEDOUT);
    sync_mutex_unlock(&mutex);
}

static void *wait_with_distant_deadline(void *argument)
{
    sync_mutex_lock(&mutex);
    while (!ready) {
        cr_assert_eq(
            sync_cond_wait_until(&changed, &mutex, sync_deadline_in_s(3600)),
            0);
    }
    sync_mutex_unlock(&mutex);
    return argument;
}

Test(sync_cond, signal_comes_before_the_deadline)
{
    struct sync_thread thread;

    sync_thread_start(&thread, "patient", wait_with_distant_deadline, NULL);
    await_waiters(&mutex.mutex, &changed.waiters, 1);
    become_ready();
    sync_cond_signal(&changed);
    (void)sync_thread_join(&thread);
}

Test(sync_cond, wait_keeps_other_mutexes)
{
    struct sync_mutex outer = SYNC_MUTEX_INIT;

    sync_mutex_lock(&mutex);
    sync_mutex_lock(&outer);
    (void)sync_cond_wait_until(&changed, &mutex, 0);
    cr_assert(sync_mutex_held(&outer) && sync_mutex_held(&mutex));
    sync_mutex_unlock(&outer);
    sync_mutex_unlock(&mutex);
}

Test(sync_cond, works_after_init)
{
    struct sync_cond mine;

    memset(&mine, 0xa5, sizeof(mine));
    sync_cond_init(&mine);
    sync_cond_broadcast(&mine);
    sync_cond_destroy(&mine);
}

static void wait_without_mutex(void)
{
    sync_cond_wait(&changed, &mutex);
}

static void wait_with_two_mutexes(void)
{
    struct sync_mutex wrong = SYNC_MUTEX_INIT;
    struct sync_thread thread;

    start_waiters(&thread, 1);
    sync_mutex_lock(&wrong);
    sync_cond_wait(&changed, &wrong);
}

static void destroy_in_use(void)
{
    struct sync_thread thread;

    start_waiters(&thread, 1);
    sync_cond_destroy(&changed);
}

static void destroy_mutex_of_waiter(void)
{
    struct sync_thread thread;

    start_waiters(&thread, 1);
    sync_mutex_destroy(&mutex);
}

Test(sync_cond, waiting_without_the_mutex_aborts)
{
    expect_abort(wait_without_mutex,
                 "test_sync_cond.c:", "sync_cond_wait(&changed, &mutex)",
                 "does not hold it");
}

Test(sync_cond, waiting_with_two_mutexes_aborts)
{
    expect_abort(wait_with_two_mutexes, "sync_cond_wait(&changed, &wrong)",
                 "\"main\" waits with one mutex", "\"waiter\" with another");
}

Test(sync_cond, destroying_it_in_use_aborts)
{
    expect_abort(destroy_in_use, "sync_cond_destroy(&changed)",
                 "threads wait in it: \"waiter\"", "\"main\" destroys it");
}

Test(sync_cond, destroying_the_mutex_of_a_waiter_aborts)
{
    expect_abort(destroy_mutex_of_waiter, "sync_mutex_destroy(&mutex)",
                 "another thread uses it", "");
}
