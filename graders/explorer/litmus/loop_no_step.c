// Question: what of a loop that takes no step at all?
// Verdict: livelock
// Says: the compiler may read a variable only once
// Strategies: no
#include "litmus.h"

int main(void)
{
    for (;;)
        continue;
}
