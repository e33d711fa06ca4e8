// Question: and a plain flag? It races; and each thread that waits may read it
// once and never again.
// Verdict: data_race
// And: ok races=off
#include "litmus.h"

static bool go;

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
    both(wait_for_it, tell);
}
