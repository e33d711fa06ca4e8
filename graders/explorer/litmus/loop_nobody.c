// Question: and if nobody ever sets it?
// Verdict: livelock
// Never: limit_reached
#include "litmus.h"

static atomic_bool go;

static void *wait_for_it(void *unused)
{
    while (!go)
        continue;
    return unused;
}

static void *do_nothing(void *unused)
{
    return unused;
}

int main(void)
{
    both(wait_for_it, do_nothing);
}
