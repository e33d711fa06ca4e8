/* The checks of lab 01; rubric.tsv has their points, claims and hints. */
#include "judge.h"

Test(racy_counter, counts_up)
{
    const struct outcome *run = play("counts_up");
    expect_fact(run, "value after 3 increments from 5", "8",
                VERDICT_WRONG_RESULT, "counter_increment() adds exactly 1");
    expect_fact(run, "value after adding -10 to 8", "-2", VERDICT_WRONG_RESULT,
                "counter_add() adds n, which may be negative");
    expect_fact(run, "value of the other counter", "-3", VERDICT_WRONG_RESULT,
                "two counters must not share their value");
    expect_fact(play("destroy_frees"),
                "blocks of memory that two more counters leave behind", "0",
                VERDICT_MEMORY_ERROR,
                "counter_destroy() must free what counter_create() allocated");
}

Test(racy_counter, without_memory)
{
    explored("create_without_memory");
}

Test(racy_counter, no_lost_update)
{
    explored("increments");
    explored("increment_and_add");
    explored("three_updates");
    explored("update_and_transfer");
    explored("values_in_between");
}

Test(racy_counter, no_data_race)
{
    explored("updates_race");
    explored("value_race");
    explored("transfer_race");
    expect_no_races("everything");
}

Test(racy_counter, transfer_moves)
{
    const struct outcome *run = play("transfer_moves");
    expect_fact(run, "transfer of 4 from 10 returns", "1", VERDICT_WRONG_RESULT,
                "there was enough to move");
    expect_fact(run, "the two values after it", "6 and 5", VERDICT_WRONG_RESULT,
                "what leaves one counter must arrive in "
                "the other one");
    expect_fact(run, "transfer of all 6 that are left returns", "1",
                VERDICT_WRONG_RESULT, "exactly n is enough to move n");
    expect_fact(run, "the two values after that", "0 and 11",
                VERDICT_WRONG_RESULT, "a counter may be emptied");
    run = play("transfer_to_itself");
    expect_fact(run, "transfer of 4 from a counter to itself returns", "1",
                VERDICT_WRONG_RESULT, "there was enough to move");
    expect_fact(run, "value after it", "10", VERDICT_WRONG_RESULT,
                "a transfer to itself changes nothing");
    expect_fact(run, "transfer of 11 from 10 to itself returns", "0",
                VERDICT_WRONG_RESULT,
                "there was not enough to move, be it to itself");
    expect_fact(run, "value after that", "10", VERDICT_WRONG_RESULT,
                "a refused transfer changes nothing");
}

Test(racy_counter, refused_transfer_unlocks)
{
    const struct outcome *run = play("refused_transfer");
    expect_fact(run, "transfer of 11 from 10 returns", "0",
                VERDICT_WRONG_RESULT, "there was not enough to move");
    expect_fact(run, "locks still held after the refused transfer", "0",
                VERDICT_DEADLOCK,
                "missing unlock: the next thread that needs the lock waits "
                "for ever");
    expect_fact(run, "the two values in the end", "12 and 2",
                VERDICT_WRONG_RESULT, "a refused transfer changes nothing");
    explored("refused_beside_others");
}

Test(racy_counter, mirrored_transfers_finish)
{
    explored("mirrored");
    explored("circle");
}

Test(racy_counter, no_overdraft)
{
    explored("compete");
}
