/* The checks of lab 05; rubric.tsv has their points, claims and hints. */
#include "judge.h"

#include <string.h>

#define IN_TIME "returned at its deadline"

/* What a log of 4 places may need, whatever it is made of and however rarely
 * it is tidied up. One that keeps 20000 requests needs 160,000 and more. */
#define BYTES_MAX 65536

/* A waiting thread that looks this often is still no busy waiter. */
#define LOOKS_MAX 5

Test(rate_limiter, admits_up_to_max)
{
    const struct outcome *run = play("admits_up_to_max");
    expect_fact(run, "admitted at 0, 0, 0, 0 and 5, with 3 places",
                "yes, yes, yes, no, no", VERDICT_WRONG_RESULT,
                "max_requests are admitted, from the very first one on, and "
                "no more");
    expect_fact(run, "admitted by another limiter at 0 and 0, with 1 place",
                "yes, no", VERDICT_WRONG_RESULT,
                "two limiters must not share their log");
    expect_fact(run, "three calls of allow() at once, with 2 places",
                "yes, yes, no", VERDICT_WRONG_RESULT,
                "allow() admits max_requests and no more");
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "rate_limiter_destroy() must free what the limiter allocated");
    run = play("creates");
    expect_fact(run, "limiters created with max_requests 0", "0",
                VERDICT_WRONG_RESULT,
                "a limiter that admits nothing is refused");
    expect_fact(run, "limiters created with a window of 0 or -1", "0",
                VERDICT_WRONG_RESULT, "a window needs a length");
    expect_fact(run, "blocks of memory left by them", "0", VERDICT_MEMORY_ERROR,
                "a creation that is refused must not leave memory behind");
}

Test(rate_limiter, window_edge)
{
    const char *diagnosis =
        "off by one at the window's edge: a request of time t counts while "
        "now - t < window_ns, and not at t + window_ns";
    const struct outcome *run = play("window_edge");
    expect_fact(run, "admitted at 1000 and 1099, with 1 place", "yes, no",
                VERDICT_WRONG_RESULT, diagnosis);
    expect_fact(run, "admitted at 1000 and 1100, with 1 place", "yes, yes",
                VERDICT_WRONG_RESULT, diagnosis);
    expect_fact(run, "allow(), and again 999 ns later", "yes, no",
                VERDICT_WRONG_RESULT, diagnosis);
    expect_fact(run, "allow(), and again 1000 ns later", "yes, yes",
                VERDICT_WRONG_RESULT, diagnosis);
}

Test(rate_limiter, refused_do_not_count)
{
    const char *diagnosis = "a refused request took a place: only admitted "
                            "requests may be in the log";
    const struct outcome *run = play("refused_do_not_count");
    expect_fact(run,
                "admitted at 1000, 1050, 1060, 1090 and 1110, with 1 place",
                "yes, no, no, no, yes", VERDICT_WRONG_RESULT, diagnosis);
    expect_fact(run,
                "admitted at 1000, 1010, 1050, 1060, 1105, 1107 and 1115, "
                "with 2 places",
                "yes, yes, no, no, yes, no, yes", VERDICT_WRONG_RESULT,
                diagnosis);
}

Test(rate_limiter, sliding)
{
    expect_fact(
        play("sliding"),
        "admitted at 1095, 1099, 1100, 1150, 1190, 1197, 1198, 1205 and "
        "1206, with 2 places",
        "yes, yes, no, no, no, yes, no, yes, no", VERDICT_WRONG_RESULT,
        "the window does not slide: some stretch of 100 ns has more "
        "than 2 requests, or refuses one that fits");
}

Test(rate_limiter, time_backwards)
{
    const char *diagnosis = "time ran backwards in the log: a time earlier "
                            "than the latest admitted one counts as that one";
    const struct outcome *run = play("time_backwards");
    expect_fact(run,
                "admitted at 1000, 500, 700, 1090, 1110, 1110 and 1110, "
                "with 2 places",
                "yes, yes, no, no, yes, yes, no", VERDICT_WRONG_RESULT,
                diagnosis);
    expect_fact(run, "admitted at 1000, 10, 1110, 1000 and 1190, with 1 place",
                "yes, no, yes, no, no", VERDICT_WRONG_RESULT, diagnosis);
    expect_fact(run, "admitted at 890, 1000, 950 and 1000, with 2 places",
                "yes, yes, yes, no", VERDICT_WRONG_RESULT, diagnosis);
}

Test(rate_limiter, no_overadmission)
{
    explored("two_for_the_last_place");
    explored("three_for_the_last_place");
    explored("two_wait_for_one_place");
    explored("as_if_one_by_one");
}

Test(rate_limiter, no_data_race)
{
    expect_no_races("everything");
    explored("log_is_ordered");
}

Test(rate_limiter, no_memory)
{
    explored("no_memory");
}

Test(rate_limiter, monotonic)
{
    expect_fact(play("wall_clock_between_calls"),
                "admitted at first, a day forward on the wall clock, two days "
                "back, and when the place is free",
                "yes, no, no, yes", VERDICT_WRONG_RESULT,
                "the wall clock decides: whoever sets it opens or closes the "
                "window");
    const struct outcome *run = play("wall_clock_while_waiting");
    expect_fact(run, "returned when the wall clock was set a day forward", "no",
                VERDICT_WRONG_RESULT,
                "the wall clock decides how long a thread waits");
    expect_fact(run,
                "returned when the place was free, the wall clock being set "
                "back",
                "yes", VERDICT_WRONG_RESULT,
                "the wall clock decides how long a thread waits: set back, it "
                "makes the wait longer");
    expect_fact(run, "admitted in the end", "yes", VERDICT_WRONG_RESULT,
                "the place was free before the deadline");
    explored("wall_clock_is_set");
}

Test(rate_limiter, memory_is_bounded)
{
    const char *diagnosis =
        "the log grows without bound: requests that have left the window, or "
        "were refused, stay in memory";
    const struct outcome *run = play("memory_of_admitted");
    expect_between(run, "bytes for 4 places after 20000 admitted requests", 0,
                   BYTES_MAX, VERDICT_MEMORY_ERROR, diagnosis);
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "rate_limiter_destroy() must free what is in the log");
    expect_between(play("memory_of_refused"),
                   "bytes for 4 places after 20000 requests, all but 4 refused",
                   0, BYTES_MAX, VERDICT_MEMORY_ERROR, diagnosis);
    expect_between(play("memory_of_allow"),
                   "bytes for 4 places after 20000 calls of allow()", 0,
                   BYTES_MAX, VERDICT_MEMORY_ERROR, diagnosis);
    expect_between(play("memory_of_acquire"),
                   "bytes for 4 places after 20000 calls of acquire_until()", 0,
                   BYTES_MAX, VERDICT_MEMORY_ERROR, diagnosis);
}

static void expect_both_waiters(void)
{
    const struct outcome *run = play("waits_for_place");
    expect_fact(run, "the first waiter returned 1 ns before a place was free",
                "no", VERDICT_WRONG_RESULT,
                "acquire_until() came back before there was a place");
    expect_fact(run, "the first waiter returned when a place was free", "yes",
                VERDICT_WRONG_RESULT,
                "acquire_until() slept on although a place was free");
    expect_fact(run,
                "the second waiter returned 1 ns before the next one was free",
                "no", VERDICT_WRONG_RESULT,
                "acquire_until() came back before there was a place");
    expect_fact(run, "the second waiter returned when it was free", "yes",
                VERDICT_WRONG_RESULT,
                "acquire_until() slept on although a place was free");
    expect_fact(run, "both were admitted", "yes", VERDICT_WRONG_RESULT,
                "a place became free long before the deadline");
}

Test(rate_limiter, acquire_waits_and_gets)
{
    expect_fact(play("place_at_once"),
                "a free place, and a deadline that has passed: admitted", "yes",
                VERDICT_WRONG_RESULT,
                "a place that is free now is taken, whatever the deadline");
    expect_both_waiters();
    expect_fact(play("place_at_the_deadline"),
                "a place that is free exactly at the deadline: admitted", "yes",
                VERDICT_WRONG_RESULT,
                "look for a place once more at the deadline, before giving "
                "up");
    explored("overtaken");
    explored("woken_for_nothing");
}

Test(rate_limiter, acquire_times_out)
{
    const struct outcome *run = play("times_out");
    expect_fact(run, IN_TIME, "yes", VERDICT_WRONG_RESULT,
                "acquire_until() forgot its deadline");
    expect_fact(run, "admitted, with a deadline before a place is free", "no",
                VERDICT_WRONG_RESULT,
                "there was no place until after the deadline");
    expect_fact(run, "admitted when the place is free, and once more",
                "yes, no", VERDICT_WRONG_RESULT,
                "a request that timed out must neither take a place nor give "
                "one away");
    run = play("just_too_early");
    expect_fact(run, "returned at once when the deadline had passed", "yes",
                VERDICT_WRONG_RESULT,
                "there is nothing to wait for after the deadline");
    expect_fact(run, "admitted, with a deadline that has passed", "no",
                VERDICT_WRONG_RESULT, "there was no place");
    expect_fact(run, "admitted, with a deadline 1 ns before a place is free",
                "no", VERDICT_WRONG_RESULT,
                "there was no place until after the deadline");
    explored("one_gives_up");
}

Test(rate_limiter, others_go_on)
{
    const char *diagnosis =
        "sleeps holding the lock: everybody else stands still for as long as "
        "one thread waits for a place";
    const char *late = outcome_fact(play("times_out"), IN_TIME);
    /* With its deadline forgotten, it would be late without a waiter, too. */
    const char *of_acquire =
        late && strcmp(late, "no") == 0
            ? "acquire_until() forgot its deadline: acquire_times_out tells "
              "more"
            : diagnosis;
    const struct outcome *run = play("others_go_on");
    expect_fact(run, "while one waits, allow_at() of another thread returns",
                "yes", VERDICT_OVER_SYNCHRONISED, diagnosis);
    expect_fact(run,
                "while one waits, acquire_until() of another thread that does "
                "not want to wait returns",
                "yes", VERDICT_OVER_SYNCHRONISED, of_acquire);
    expect_fact(run,
                "while one waits, another thread with a nearer deadline "
                "returns then",
                "yes", VERDICT_OVER_SYNCHRONISED, of_acquire);
    expect_fact(run, "while one waits, allow() of another thread returns",
                "yes", VERDICT_OVER_SYNCHRONISED, diagnosis);
}

Test(rate_limiter, no_busy_waiting)
{
    const char *diagnosis =
        "busy waiting: the thread looks again and again, although it can know "
        "when the next place is free";
    const struct outcome *run = play("no_busy_waiting");
    expect_between(run,
                   "minutes of 59 in which the waiting thread woke up to look",
                   0, LOOKS_MAX, VERDICT_LIVELOCK, diagnosis);
    expect_between(run, "pauses that it made meanwhile", 0, 4 * LOOKS_MAX,
                   VERDICT_LIVELOCK, diagnosis);
}
