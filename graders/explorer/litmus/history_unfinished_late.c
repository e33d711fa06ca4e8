// Question: may it have happened before calls that had returned when it was
// made?
// Verdict: wrong_result
// Flags: -Igraders/explorer -Igraders/harness
// Says: no order of these calls explains what they returned
#include "history.h"

int main(void)
{
    load(1);
    store_for_ever();
    judge();
}
