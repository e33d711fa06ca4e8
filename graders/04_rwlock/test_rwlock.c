/* The checks of lab 04; rubric.tsv has their points, claims and hints. */
#include "judge.h"

#include <string.h>

#define NOT_ALONE                                                              \
    "mutual exclusion: a writer was inside together with somebody else"

#define SHARED_STATE                                                           \
    "two locks share something: what one of them counts or keeps must stand "  \
    "in its struct rwlock"

#define TRY_WAITS                                                              \
    "check-then-act: a try may enter only by what it checked itself; it must " \
    "say false instead of waiting for somebody to leave"

Test(rwlock, one_at_a_time)
{
    expect_fact(play("one_at_a_time"), "blocks of memory left after destroy",
                "0", VERDICT_MEMORY_ERROR,
                "rwlock_destroy() must free what rwlock_create() allocated");
    const struct outcome *run = play("two_locks");
    expect_fact(run, "writers inside while one is inside another lock", "1",
                VERDICT_WRONG_RESULT, SHARED_STATE);
    expect_fact(run, "readers let in by the writer of another lock", "0",
                VERDICT_WRONG_RESULT, SHARED_STATE);
    expect_fact(run, "writers inside while a reader is inside another lock",
                "1", VERDICT_WRONG_RESULT, SHARED_STATE);
}

Test(rwlock, readers_share)
{
    expect_fact(play("readers_share"), "readers inside together", "3",
                VERDICT_OVER_SYNCHRONISED,
                "readers shut each other out: that is a mutex, not a "
                "read-write lock");
}

Test(rwlock, writer_excludes)
{
    const struct outcome *run = play("writer_inside");
    expect_fact(run, "readers that got in beside a writer", "0",
                VERDICT_WRONG_RESULT, NOT_ALONE);
    expect_fact(run, "writers inside together", "1", VERDICT_WRONG_RESULT,
                NOT_ALONE);
    run = play("readers_inside_first");
    expect_fact(run, "writers that got in beside two readers", "0",
                VERDICT_WRONG_RESULT, NOT_ALONE);
    expect_fact(run, "writers that got in beside one reader", "0",
                VERDICT_WRONG_RESULT,
                "the first of two readers to leave opened the door for a "
                "writer; the last one has to");
}

Test(rwlock, last_reader_leaves)
{
    const struct outcome *run = play("readers_leave");
    expect_fact(run, "writer inside when both readers are gone", "1",
                VERDICT_DEADLOCK,
                "lost wake-up: the last reader left, and the writer that "
                "waited for that sleeps on");
    expect_fact(run, "writer inside when the only reader is gone", "1",
                VERDICT_DEADLOCK,
                "lost wake-up: the last reader left, and the writer that "
                "waited for that sleeps on");
    expect_fact(play("readers_leave_at_once"),
                "a writer between readers that leave at once", "0",
                VERDICT_WRONG_RESULT, NOT_ALONE);
    expect_fact(play("readers_cross"), "times that a writer was not alone", "0",
                VERDICT_WRONG_RESULT, NOT_ALONE);
}

Test(rwlock, all_readers_wake)
{
    static const char *const orders[] = {"all_readers_wake",
                                         "all_readers_wake_newest",
                                         "all_readers_wake_backwards"};
    for (int i = 0; i < 3; i++) {
        const struct outcome *run = play(orders[i]);
        expect_fact(run, "readers inside after the writer left", "3",
                    VERDICT_OVER_SYNCHRONISED,
                    "missed wake-up: three readers waited for this writer "
                    "alone, so all of them may get in when it leaves");
        expect_fact(run, "blocks of memory left after destroy", "0",
                    VERDICT_MEMORY_ERROR,
                    "what is allocated for those who wait must be freed");
    }
}

Test(rwlock, writer_not_starved)
{
    static const char *const name =
        "later readers that got in before a waiting writer";
    expect_fact(play("writer_waits_for_reader"), name, "0", VERDICT_STARVATION,
                "writer starvation: a reader that arrived later walked past "
                "the only writer that waits; a stream of them never lets it "
                "in");
    expect_fact(play("writer_is_woken"), name, "0", VERDICT_STARVATION,
                "writer starvation (barging): a reader that comes just when "
                "the lock is free gets in before the writer that was woken");
    expect_fact(play("writer_waits_for_writer"), name, "0", VERDICT_STARVATION,
                "writer starvation: after a writer had left, a reader that "
                "arrived later walked past the one that waits");
}

Test(rwlock, reader_not_starved)
{
    static const char *const waiting =
        "reader starvation: writers that arrived later than a waiting reader "
        "got in before it, more than one of them";
    static const char *const coming =
        "reader starvation (barging): a writer that comes just when the lock "
        "is free gets in before the reader that was woken, time and again";
    static const char *const stolen =
        "reader starvation: a reader that came later used up the wake-up, and "
        "a later writer gets in before the one that it was meant for, time "
        "and again";
    static const struct {
        const char *scenario, *diagnosis;
    } cases[] = {
        {"reader_and_waiting_writers", waiting},
        {"reader_and_coming_writers", coming},
        {"reader_behind_waiting_writers", waiting},
        {"reader_behind_coming_writers", coming},
        {"reader_and_late_readers", stolen},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_between(play(cases[i].scenario),
                       "later writers that got in before a waiting reader", 0,
                       1, VERDICT_STARVATION, cases[i].diagnosis);
}

static void expect_try(const struct outcome *run, const char *name,
                       const char *answer)
{
    const char *actual = outcome_fact(run, name);
    bool waits = actual && strcmp(actual, "it waits") == 0;
    bool must_succeed = strcmp(answer, "true") == 0;
    expect_fact(run, name, answer,
                must_succeed && !waits ? VERDICT_OVER_SYNCHRONISED
                                       : VERDICT_WRONG_RESULT,
                waits          ? TRY_WAITS
                : must_succeed ? "nothing kept this thread out, so the try "
                                 "must let it in"
                               : "a try let a thread in beside somebody who "
                                 "excludes it");
}

static void expect_tries_beside_others(void)
{
    const struct outcome *run = play("try_beside_writer");
    expect_try(run, "try_acquire_read while a writer is inside", "false");
    expect_try(run, "try_acquire_write while a writer is inside", "false");
    expect_fact(run, "writer inside after the refused tries", "1",
                VERDICT_DEADLOCK,
                "a try that returned false left something behind");
    run = play("try_beside_reader");
    expect_try(run, "try_acquire_write while a reader is inside", "false");
    expect_fact(run, "readers inside after a refused try_acquire_write", "2",
                VERDICT_OVER_SYNCHRONISED,
                "a try that returned false left something behind: no writer "
                "is about, and yet a reader has to wait");
    expect_fact(run, "writer inside after a refused try_acquire_write", "1",
                VERDICT_DEADLOCK,
                "a try that returned false left something behind");
    run = play("try_beside_crowd");
    expect_try(run, "try_acquire_read in a crowd around a writer", "false");
    expect_try(run, "try_acquire_write in a crowd around a writer", "false");
    expect_end(run);
    run = play("try_past_waiting_writer");
    expect_fact(run, "try_acquire_read while a writer waits",
                "it does not wait", VERDICT_WRONG_RESULT, TRY_WAITS);
    expect_try(run, "try_acquire_write while a writer waits", "false");
    expect_fact(run, "writer inside when all readers are gone", "1",
                VERDICT_DEADLOCK,
                "lost wake-up: everybody has left, and the writer sleeps on");
}

Test(rwlock, try_variants)
{
    const struct outcome *run = play("try_free");
    expect_try(run, "try_acquire_read when nobody is inside", "true");
    expect_try(run, "try_acquire_read while a reader is inside", "true");
    expect_try(run, "try_acquire_read beside an acquired read", "true");
    expect_try(run, "try_acquire_write when nobody is inside", "true");
    expect_fact(run, "readers inside after a try_acquire_write", "0",
                VERDICT_WRONG_RESULT, NOT_ALONE);
    expect_tries_beside_others();
    run = play("try_crosses");
    expect_fact(run, "times that a try shared with a writer", "0",
                VERDICT_WRONG_RESULT,
                "check-then-act: somebody came between the check of the try "
                "and its entry");
    expect_fact(run, "tries that waited for somebody who came meanwhile", "0",
                VERDICT_WRONG_RESULT, TRY_WAITS);
}

Test(rwlock, survives_preemption)
{
    static const char *const scenarios[] = {"two_cross", "crowds_cross"};
    for (int i = 0; i < 2; i++)
        expect_fact(play(scenarios[i]), "times that a writer was not alone",
                    "0", VERDICT_WRONG_RESULT,
                    "check-then-act: somebody came between the test that the "
                    "lock is free and taking it");
    /* A try that leaves something behind is the business of try_variants. */
    const struct outcome *run = play("try_while_one_leaves");
    if (run->verdict != VERDICT_DEADLOCK)
        expect_fact(run, "times that a try shared with a writer", "0",
                    VERDICT_WRONG_RESULT,
                    "check-then-act: a try got in while somebody who was let "
                    "in already had not run yet");
}

Test(rwlock, survives_spurious_wakeups)
{
    static const char *const name =
        "times that a wake-up without a signal let somebody in";
    static const char *const diagnosis =
        "woken although the predicate is false: a wait may return without a "
        "signal, and then the test has to be made again";
    expect_fact(play("spurious_beside_writer"), name, "0", VERDICT_WRONG_RESULT,
                diagnosis);
    expect_fact(play("spurious_beside_reader"), name, "0", VERDICT_WRONG_RESULT,
                diagnosis);
    expect_fact(play("spurious_everywhere"),
                "times that a writer was not alone", "0", VERDICT_WRONG_RESULT,
                diagnosis);
}

Test(rwlock, sleeps_while_waiting)
{
    static const char *const diagnosis =
        "busy waiting: a thread that waits looks again and again, instead of "
        "sleeping until it is woken";
    const struct outcome *run = play("sleeps_beside_writer");
    expect_fact(run, "times that the waiting reader looks again", "0",
                VERDICT_LIVELOCK, diagnosis);
    expect_fact(run, "times that the waiting writer looks again", "0",
                VERDICT_LIVELOCK, diagnosis);
    run = play("sleeps_beside_reader");
    expect_fact(run, "times that the waiting writer looks again", "0",
                VERDICT_LIVELOCK, diagnosis);
    expect_fact(run, "times that the reader behind it looks again", "0",
                VERDICT_LIVELOCK, diagnosis);
}

Test(rwlock, no_data_race)
{
    expect_no_races("everything");
}
