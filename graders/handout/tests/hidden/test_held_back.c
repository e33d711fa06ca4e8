/* The check that belongs to it; scenarios that all have may be used too. */
#include "judge.h"

Test(racy_counter, held_back)
{
    expect_fact(play("refused_then_add"),
                "value after a refused transfer and an add", "5",
                VERDICT_WRONG_RESULT, "a refused transfer takes nothing");
    expect_fact(play("transfer_to_itself"), "value after it", "10",
                VERDICT_WRONG_RESULT, "a transfer to itself changes nothing");
}
