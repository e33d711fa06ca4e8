// Question: is waiting with sleeps in between all right?
// Verdict: ok
// Never: livelock
// Never: limit_reached
#include "litmus.h"

static atomic_bool go;

static void *wait_for_it(void *unused)
{
    while (!go)
        usleep(1000);
    return unused;
}

static void *tell(void *unused)
{
    sleep(3600);
    go = true;
    return unused;
}

int main(void)
{
    both(wait_for_it, tell);
}
