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
    explored("readers_share");
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
    static const char *const diagnosis =
        "lost wake-up: the last reader left, and the writer that waited for "
        "that sleeps on";
    const struct outcome *run = play("readers_leave");
    expect_fact(run, "writer inside when both readers are gone", "1",
                VERDICT_DEADLOCK, diagnosis);
    expect_fact(run, "writer inside when the only reader is gone", "1",
                VERDICT_DEADLOCK, diagnosis);
    explored("readers_leave_at_once");
    explored("readers_and_writer");
    explored("data_of_readers");
}

Test(rwlock, all_readers_wake)
{
    const struct outcome *run = play("all_readers_wake");
    expect_fact(run, "readers inside after the writer left", "3",
                VERDICT_OVER_SYNCHRONISED,
                "missed wake-up: three readers waited for this writer alone, "
                "so all of them may get in when it leaves");
    expect_fact(run, "blocks of memory left after destroy", "0",
                VERDICT_MEMORY_ERROR,
                "what is allocated for those who wait must be freed");
    explored("all_readers_wake");
    explored("reader_comes_as_writer_leaves");
}

Test(rwlock, writer_not_starved)
{
    explored("writer_waits_for_reader");
    explored("writer_waits_for_writer");
}

Test(rwlock, reader_not_starved)
{
    explored("reader_and_later_writers");
    explored("reader_behind_waiting_writer");
    explored("reader_and_late_readers");
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
    explored("try_crosses");
    explored("try_while_one_leaves");
    explored("two_tries");
    explored("as_if_one_by_one");
}

Test(rwlock, survives_preemption)
{
    explored("two_writers");
    explored("reader_and_writers");
    explored("twice");
    explored("crowd_behind_writer");
    explored("crowd_behind_reader");
}

Test(rwlock, survives_spurious_wakeups)
{
    explored("spurious_beside_writer");
    explored("spurious_beside_reader");
}

Test(rwlock, sleeps_while_waiting)
{
    explored("sleeps_beside_writer");
    explored("sleeps_beside_reader");
}

Test(rwlock, no_data_race)
{
    expect_no_races("everything");
    explored("data_of_acquires");
    explored("data_of_tries");
    explored("data_in_turn");
}

Test(rwlock, no_memory)
{
    explored("no_memory");
}
