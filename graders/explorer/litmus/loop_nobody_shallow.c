// Question: is a loop one if a variable in it, which is never set, lies where
// the explorer's own calls left something on the stack?
// Verdict: livelock
#include "litmus.h"

#include <sched.h>

static atomic_int flag;

static int look(void)
{
    char never_set[600];
    int seen = atomic_load(&flag);
    return seen ? never_set[0] : 0;
}

static void *wait(void *unused)
{
    sched_yield();
    while (!look())
        sched_yield();
    return unused;
}

int main(void)
{
    finish(start(wait, NULL));
}
