// Question: and may it not have happened yet?
// Verdict: ok
// Flags: -Igraders/explorer -Igraders/harness
#include "history.h"

int main(void)
{
    store_for_ever();
    load(0);
    load(0);
    judge();
}
