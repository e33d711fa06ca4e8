// Question: may it have happened in the middle, and not be undone?
// Verdict: wrong_result
// Flags: -Igraders/explorer -Igraders/harness
#include "history.h"

int main(void)
{
    store_for_ever();
    load(1);
    load(0);
    judge();
}
