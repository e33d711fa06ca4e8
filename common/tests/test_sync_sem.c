#include "sync_sem.h"

#include <errno.h>

#include "sync_clock.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_sem sem = SYNC_SEM_INIT(0);

static void *wait_once(void *argument)
{
    sync_sem_wait(&sem);
    return argument;
}

static void start_waiters(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        sync_thread_start(&threads[i], i == 0 ? "first" : "second", wait_once,
                          NULL);
    }
    await_waiters(&sem.lock, &sem.waiters, number);
}

static void join_all(struct sync_thread *threads, int number)
{
    for (int i = 0; i < number; i++) {
        (void)sync_thread_join(&threads[i]);
    }
}

Test(sync_sem, counts)
{
    struct sync_sem three = SYNC_SEM_INIT(3);

    sync_sem_wait(&three);
    cr_assert(sync_sem_try(&three));
    cr_assert_eq(sync_sem_value(&three), 1u);
    cr_assert_eq(sync_sem_wait_until(&three, 0), 0);
    cr_assert_not(sync_sem_try(&three));
    sync_sem_post(&three);
    cr_assert_eq(sync_sem_value(&three), 1u);
    sync_sem_destroy(&three);
}

Test(sync_sem, works_after_init)
{
    struct sync_sem mine;

    memset(&mine, 0xa5, sizeof(mine));
    sync_sem_init(&mine, 1);
    sync_sem_wait(&mine);
    cr_assert_not(sync_sem_try(&mine));
    sync_sem_destroy(&mine);
}

Test(sync_sem, times_out_at_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);

    cr_assert_eq(sync_sem_wait_until(&sem, deadline_ns), ETIMEDOUT);
    cr_assert(sync_deadline_passed(deadline_ns));
    cr_assert_eq(sync_sem_wait_until(&sem, INT64_MIN), ETIMEDOUT);
}

Test(sync_sem, post_releases_a_waiter)
{
    struct sync_thread thread;

    start_waiters(&thread, 1);
    sync_sem_post(&sem);
    join_all(&thread, 1);
    cr_assert_eq(sync_sem_value(&sem), 0u);
}

Test(sync_sem, posts_in_a_row_release_as_many)
{
    struct sync_thread threads[3];

    start_waiters(threads, 3);
    for (int i = 0; i < 3; i++) {
        sync_sem_post(&sem);
    }
    join_all(threads, 3);
    sync_sem_destroy(&sem);
}

Test(sync_sem, post_n_releases_as_many)
{
    struct sync_thread threads[4];

    start_waiters(threads, 4);
    sync_sem_post_n(&sem, 5);
    join_all(threads, 4);
    cr_assert_eq(sync_sem_value(&sem), 1u);
}

Test(sync_sem, post_n_of_nothing_does_nothing)
{
    sync_sem_post_n(&sem, 0);
    cr_assert_eq(sync_sem_value(&sem), 0u);
}

enum { WORKERS = 4, ROUNDS = 5000 };

static struct sync_sem binary = SYNC_SEM_INIT(1);
static long total;

static void *add(void *argument)
{
    for (int i = 0; i < ROUNDS; i++) {
        sync_sem_wait(&binary);
        total++;
        sync_sem_post(&binary);
    }
    return argument;
}

Test(sync_sem, of_one_excludes)
{
    struct sync_thread threads[WORKERS];

    for (int i = 0; i < WORKERS; i++) {
        sync_thread_start(&threads[i], "adder", add, NULL);
    }
    join_all(threads, WORKERS);
    cr_assert_eq(total, (long)WORKERS * ROUNDS);
}

static void destroy_in_use(void)
{
    struct sync_thread threads[2];

    start_waiters(threads, 2);
    sync_sem_destroy(&sem);
}

static void post_too_many(void)
{
    sync_sem_post_n(&sem, SYNC_SEM_MAX);
    sync_sem_post(&sem);
}

static void init_with_too_many(void)
{
    sync_sem_init(&sem, SYNC_SEM_MAX + 1);
}

Test(sync_sem, destroying_it_in_use_aborts)
{
    expect_abort(destroy_in_use, "sync_sem_destroy(&sem)", "\"first\"",
                 "\"second\"");
}

Test(sync_sem, too_many_permits_abort)
{
    expect_abort(post_too_many, "sync_sem_post_n", "too many", "");
    expect_abort(init_with_too_many, "sync_sem_init", "SYNC_SEM_MAX", "");
}
