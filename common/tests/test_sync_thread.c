#include "sync_thread.h"

#include <stdio.h>

#include "sync_event.h"
#include "sync_mutex.h"
#include "testing.h"

static void *return_argument(void *argument)
{
    return argument;
}

static void *exit_with_argument(void *argument)
{
    pthread_exit(argument);
}

static void *copy_own_name(void *argument)
{
    (void)snprintf(argument, SYNC_THREAD_NAME_SIZE, "%s", sync_thread_name());
    return NULL;
}

static void *read_kernel_name(void *argument)
{
    FILE *comm = fopen("/proc/thread-self/comm", "r");

    cr_assert_not_null(comm);
    cr_assert_not_null(fgets(argument, SYNC_THREAD_NAME_SIZE, comm));
    (void)fclose(comm);
    return NULL;
}

static void *own_number(void *argument)
{
    *(unsigned *)argument = sync_thread_number();
    return NULL;
}

Test(sync_thread, join_returns_the_result)
{
    struct sync_thread thread;
    int result = 0;

    sync_thread_start(&thread, "returns", return_argument, &result);
    cr_assert_eq(sync_thread_join(&thread), &result);
}

Test(sync_thread, join_returns_what_pthread_exit_got)
{
    struct sync_thread thread;
    int result = 0;

    sync_thread_start(&thread, "exits", exit_with_argument, &result);
    cr_assert_eq(sync_thread_join(&thread), &result);
}

Test(sync_thread, handle_can_be_used_again)
{
    struct sync_thread thread = SYNC_THREAD_INIT;

    for (int i = 0; i < 3; i++) {
        sync_thread_start(&thread, "again", return_argument, NULL);
        (void)sync_thread_join(&thread);
    }
}

Test(sync_thread, keeps_the_full_name)
{
    const char *long_name = "a name of more than fifteen characters";
    char name[SYNC_THREAD_NAME_SIZE] = "";
    struct sync_thread thread;

    sync_thread_start(&thread, long_name, copy_own_name, name);
    (void)sync_thread_join(&thread);
    cr_assert_str_eq(name, long_name);
}

Test(sync_thread, kernel_gets_fifteen_characters)
{
    char name[SYNC_THREAD_NAME_SIZE] = "";
    struct sync_thread thread;

    sync_thread_start(&thread, "0123456789abcdefXYZ", read_kernel_name, name);
    (void)sync_thread_join(&thread);
    cr_assert_str_eq(name, "0123456789abcde\n");
}

Test(sync_thread, cuts_an_endless_name)
{
    char endless[200];
    char name[SYNC_THREAD_NAME_SIZE] = "";
    struct sync_thread thread;

    memset(endless, 'n', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    sync_thread_start(&thread, endless, copy_own_name, name);
    (void)sync_thread_join(&thread);
    cr_assert_eq(strlen(name), (size_t)SYNC_THREAD_NAME_SIZE - 1);
}

Test(sync_thread, main_is_called_main)
{
    cr_assert_str_eq(sync_thread_name(), "main");
    cr_assert_eq(sync_thread_number(), 1u);
}

Test(sync_thread, stranger_is_called_by_number)
{
    char name[SYNC_THREAD_NAME_SIZE] = "";
    pthread_t stranger;

    (void)sync_thread_number();
    MUST(pthread_create(&stranger, NULL, copy_own_name, name));
    MUST(pthread_join(stranger, NULL));
    cr_assert_str_eq(name, "thread 2");
}

Test(sync_thread, numbers_follow_the_order_of_starting)
{
    struct sync_thread threads[3];
    unsigned numbers[3];

    for (int i = 0; i < 3; i++) {
        sync_thread_start(&threads[i], "number", own_number, &numbers[i]);
    }
    for (int i = 0; i < 3; i++) {
        (void)sync_thread_join(&threads[i]);
        cr_assert_eq(numbers[i], (unsigned)i + 2);
    }
}

Test(sync_thread, name_outlives_its_thread)
{
    char name[SYNC_THREAD_NAME_SIZE];
    struct sync_thread thread;
    unsigned number;

    sync_thread_start(&thread, "mayfly", own_number, &number);
    (void)sync_thread_join(&thread);
    cr_assert_str_eq(sync_thread_name_of(number, name), "mayfly");
}

Test(sync_thread, later_names_become_numbers)
{
    char name[SYNC_THREAD_NAME_SIZE];
    struct sync_thread thread;
    unsigned number = 0;

    for (int i = 0; i < 300; i++) {
        sync_thread_start(&thread, "one of many", own_number, &number);
        (void)sync_thread_join(&thread);
    }
    cr_assert_str_eq(sync_thread_name_of(number, name), "thread 301");
    cr_assert_str_eq(sync_thread_name_of(1, name), "main");
}

static void *set_event(void *argument)
{
    sync_event_set(argument);
    return NULL;
}

Test(sync_thread, detached_thread_runs)
{
    static struct sync_event ran = SYNC_EVENT_INIT;
    struct sync_thread thread;

    sync_thread_start(&thread, "detached", set_event, &ran);
    sync_thread_detach(&thread);
    sync_event_wait(&ran);
}

static void join_twice(void)
{
    struct sync_thread twice;

    sync_thread_start(&twice, "twice", return_argument, NULL);
    (void)sync_thread_join(&twice);
    (void)sync_thread_join(&twice);
}

static void join_detached(void)
{
    struct sync_thread gone;

    sync_thread_start(&gone, "gone", return_argument, NULL);
    sync_thread_detach(&gone);
    (void)sync_thread_join(&gone);
}

static void detach_never_started(void)
{
    struct sync_thread never = SYNC_THREAD_INIT;

    sync_thread_detach(&never);
}

static struct sync_thread narcissus;
static struct sync_event narcissus_is_set = SYNC_EVENT_INIT;

static void *join_narcissus(void *argument)
{
    sync_event_wait(&narcissus_is_set);
    (void)sync_thread_join(&narcissus);
    return argument;
}

static void join_self(void)
{
    sync_thread_start(&narcissus, "narcissus", join_narcissus, NULL);
    sync_event_set(&narcissus_is_set);
    (void)pause();
}

static struct sync_mutex kept = SYNC_MUTEX_INIT;

static void *keep_mutex(void *argument)
{
    sync_mutex_lock(&kept);
    return argument;
}

static void end_with_mutex(void)
{
    struct sync_thread thread;

    sync_thread_start(&thread, "keeper", keep_mutex, NULL);
    (void)sync_thread_join(&thread);
}

Test(sync_thread, joining_twice_aborts)
{
    expect_abort(join_twice, "test_sync_thread.c:", "sync_thread_join(&twice)",
                 "joined already");
}

Test(sync_thread, joining_a_detached_thread_aborts)
{
    expect_abort(join_detached, "sync_thread_join(&gone)", "detached", "");
}

Test(sync_thread, detaching_what_was_not_started_aborts)
{
    expect_abort(detach_never_started, "sync_thread_detach(&never)",
                 "not been started", "");
}

Test(sync_thread, joining_oneself_aborts)
{
    expect_abort(join_self, "sync_thread_join(&narcissus)", "joins itself",
                 "\"narcissus\"");
}

Test(sync_thread, ending_with_a_mutex_aborts)
{
    expect_abort(end_with_mutex, "sync_mutex_lock(&kept)",
                 "\"keeper\" ended without unlocking it", "");
}

static void *pause_for_ever(void *argument)
{
    for (;;) {
        (void)pause();
    }
    return argument;
}

static void run_out_of_threads(void)
{
    const struct rlimit little = {64u << 20, 64u << 20};
    struct sync_thread thread;

    (void)setrlimit(RLIMIT_AS, &little);
    for (;;) {
        sync_thread_start(&thread, "one too many", pause_for_ever, NULL);
    }
}

Test(sync_thread, no_more_threads_ends_with_status_2)
{
    const struct death death = death_of(run_out_of_threads);

    cr_assert(WIFEXITED(death.status), "%s", death.message);
    cr_assert_eq(WEXITSTATUS(death.status), 2);
    expect_text(&death, "\"one too many\"");
}
