// Question: is waiting in a loop for an atomic that will be set all right?
// Verdict: ok
// Never: livelock
// Never: limit_reached
#include "litmus.h"

static atomic_bool go;

static void *wait_for_it(void *unused)
{
    while (!go)
        continue;
    return unused;
}

static void *tell(void *unused)
{
    go = true;
    return unused;
}

int main(void)
{
    three(wait_for_it, wait_for_it, tell);
}
