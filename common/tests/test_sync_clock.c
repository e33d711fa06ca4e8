#include "sync_clock.h"

#include "testing.h"

Test(sync_clock, never_goes_backwards)
{
    int64_t before_ns = sync_now_ns();

    for (int i = 0; i < 1000; i++) {
        const int64_t now_ns = sync_now_ns();

        cr_assert_geq(now_ns, before_ns);
        before_ns = now_ns;
    }
}

Test(sync_clock, deadlines_have_the_right_unit)
{
    const int64_t before_ns = sync_now_ns();

    cr_assert_geq(sync_deadline_in_ns(7), before_ns + 7);
    cr_assert_geq(sync_deadline_in_us(7), before_ns + 7 * SYNC_NS_PER_US);
    cr_assert_geq(sync_deadline_in_ms(7), before_ns + 7 * SYNC_NS_PER_MS);
    cr_assert_geq(sync_deadline_in_s(7), before_ns + 7 * SYNC_NS_PER_S);
    cr_assert_geq(sync_deadline_in_s(-7), before_ns - 7 * SYNC_NS_PER_S);
    cr_assert_lt(sync_deadline_in_s(-7), sync_now_ns());
}

Test(sync_clock, distant_deadlines_do_not_overflow)
{
    cr_assert_eq(sync_deadline_in_ns(INT64_MAX), SYNC_NEVER);
    cr_assert_eq(sync_deadline_in_s(INT64_MAX), SYNC_NEVER);
    cr_assert_eq(sync_deadline_in_ms(INT64_MAX / 2), SYNC_NEVER);
    cr_assert_lt(sync_deadline_in_s(INT64_MIN), 0);
}

Test(sync_clock, passed_and_left_agree)
{
    cr_assert(sync_deadline_passed(sync_now_ns()));
    cr_assert(sync_deadline_passed(INT64_MIN));
    cr_assert_not(sync_deadline_passed(sync_deadline_in_s(3600)));
    cr_assert_not(sync_deadline_passed(SYNC_NEVER));
    cr_assert_eq(sync_deadline_left_ns(0), 0);
    cr_assert_eq(sync_deadline_left_ns(SYNC_NEVER), SYNC_NEVER);
    cr_assert_leq(sync_deadline_left_ns(sync_deadline_in_s(3600)),
                  3600 * SYNC_NS_PER_S);
}

Test(sync_clock, sleeps_at_least_until_the_deadline)
{
    const int64_t deadline_ns = sync_deadline_in_ms(1);

    sync_sleep_until(deadline_ns);
    cr_assert_geq(sync_now_ns(), deadline_ns);
    sync_sleep_until(0);
}

static void check_there_and_back(int64_t time_ns, time_t s, long ns)
{
    const struct timespec time = sync_timespec_of_ns(time_ns);

    cr_assert_eq(time.tv_sec, s);
    cr_assert_eq(time.tv_nsec, ns);
    cr_assert_eq(sync_ns_of_timespec(time), time_ns);
}

Test(sync_clock, converts_there_and_back)
{
    check_there_and_back(0, 0, 0);
    check_there_and_back(1, 0, 1);
    check_there_and_back(2 * SYNC_NS_PER_S, 2, 0);
    check_there_and_back(2 * SYNC_NS_PER_S - 1, 1, 999999999);
    check_there_and_back(-1, -1, 999999999);
    check_there_and_back(INT64_MAX, 9223372036, 854775807);
}

Test(sync_clock, conversion_stops_at_the_ends)
{
    const struct timespec late = {.tv_sec = INT64_MAX, .tv_nsec = 1};
    const struct timespec early = {.tv_sec = INT64_MIN, .tv_nsec = 1};

    cr_assert_eq(sync_ns_of_timespec(late), INT64_MAX);
    cr_assert_lt(sync_ns_of_timespec(early), INT64_MIN + 10);
}
