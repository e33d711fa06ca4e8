#include "sync_once.h"

#include "sync_event.h"
#include "sync_thread.h"
#include "testing.h"

enum { CALLERS = 4 };

static struct sync_once once = SYNC_ONCE_INIT;
static struct sync_event running = SYNC_EVENT_INIT;
static struct sync_event go_on = SYNC_EVENT_INIT;

static void count(void *argument)
{
    ++*(int *)argument;
}

static void count_slowly(void *argument)
{
    sync_event_set(&running);
    sync_event_wait(&go_on);
    count(argument);
}

static void *run_slowly(void *argument)
{
    sync_once_run(&once, count_slowly, argument);
    return NULL;
}

/* Must not run anything itself. */
static void *run_and_look(void *argument)
{
    sync_once_run(&once, count, argument);
    cr_assert_eq(*(int *)argument, 1);
    return NULL;
}

Test(sync_once, runs_once)
{
    int calls = 0;

    cr_assert_not(sync_once_is_done(&once));
    for (int i = 0; i < 3; i++) {
        sync_once_run(&once, count, &calls);
    }
    cr_assert_eq(calls, 1);
    cr_assert(sync_once_is_done(&once));
    sync_once_destroy(&once);
}

Test(sync_once, works_after_init)
{
    struct sync_once mine;
    int calls = 0;

    memset(&mine, 0xa5, sizeof(mine));
    sync_once_init(&mine);
    sync_once_run(&mine, count, &calls);
    cr_assert_eq(calls, 1);
    sync_once_destroy(&mine);
}

Test(sync_once, others_wait_for_the_first)
{
    struct sync_thread threads[CALLERS];
    int calls = 0;

    sync_thread_start(&threads[0], "first", run_slowly, &calls);
    sync_event_wait(&running);
    for (int i = 1; i < CALLERS; i++) {
        sync_thread_start(&threads[i], "other", run_and_look, &calls);
    }
    await_waiters(&once.lock, &once.waiters, CALLERS - 1);
    cr_assert_not(sync_once_is_done(&once));
    sync_event_set(&go_on);
    for (int i = 0; i < CALLERS; i++) {
        (void)sync_thread_join(&threads[i]);
    }
    cr_assert_eq(calls, 1);
}

static void run_itself(void *argument)
{
    sync_once_run(&once, run_itself, argument);
}

static void recurse(void)
{
    sync_once_run(&once, run_itself, NULL);
}

static void destroy_while_running(void)
{
    struct sync_thread thread;
    int calls = 0;

    sync_thread_start(&thread, "runner", run_slowly, &calls);
    sync_event_wait(&running);
    sync_once_destroy(&once);
}

Test(sync_once, recursion_aborts)
{
    expect_abort(recurse, "sync_once_run(&once, run_itself)", "\"main\"",
                 "within the call");
}

Test(sync_once, destroying_it_while_it_runs_aborts)
{
    expect_abort(destroy_while_running, "sync_once_destroy(&once)",
                 "\"runner\" runs its function", "test_sync_once.c:");
}
