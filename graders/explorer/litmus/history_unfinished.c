// Question: may a call that has not returned have happened already?
// Verdict: ok
// Flags: -Igraders/explorer -Igraders/harness
#include "history.h"

int main(void)
{
    store_for_ever();
    load(1);
    judge();
}
