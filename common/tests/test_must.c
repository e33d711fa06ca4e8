#include "must.h"

#include <errno.h>

#include "testing.h"

static int calls;

static int succeed(void)
{
    calls++;
    return 0;
}

static int fail(void)
{
    return EDEADLK;
}

static void must_fail(void)
{
    MUST(fail());
}

static void report_bug(void)
{
    BUG("%d is not %s", 7, "eight");
}

static void report_bug_elsewhere(void)
{
    bug_at("queue.c:12: put(&q)", "thread \"%s\" is lost", "b");
}

static void run_out(void)
{
    die("no %s; buy some", "memory");
}

static void write_much(void)
{
    char much[3000];

    memset(much, 'x', sizeof(much) - 1);
    much[sizeof(much) - 1] = '\0';
    BUG("%s", much);
}

Test(must, evaluates_its_call_once)
{
    MUST(succeed());
    cr_assert_eq(calls, 1);
}

Test(must, is_one_statement)
{
    if (calls == 0)
        MUST(succeed());
    else
        MUST(fail());
    cr_assert_eq(calls, 1);
}

Test(must, aborts_with_place_call_and_meaning)
{
    expect_abort(must_fail,
                 "test_must.c:", "fail() failed: ", strerror(EDEADLK));
}

Test(must, bug_aborts_with_place_function_and_message)
{
    expect_abort(report_bug,
                 "test_must.c:", "report_bug(): misuse: ", "7 is not eight\n");
}

Test(must, bug_at_names_the_given_place)
{
    expect_abort(report_bug_elsewhere,
                 "queue.c:12: put(&q): misuse: ", "thread \"b\" is lost\n", "");
}

Test(must, die_exits_with_status_2)
{
    const struct death death = death_of(run_out);

    cr_assert(WIFEXITED(death.status));
    cr_assert_eq(WEXITSTATUS(death.status), 2);
    cr_assert_str_eq(death.message, "no memory; buy some\n");
}

Test(must, cuts_a_message_that_is_too_long)
{
    expect_abort(write_much, "misuse: xxx", "xxx\n", "");
}
