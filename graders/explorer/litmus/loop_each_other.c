// Question: two threads that wait in loops for each other: which verdict?
// Verdict: livelock
// Never: limit_reached
#include "litmus.h"

static atomic_bool first, second;

static void *one(void *unused)
{
    while (!second)
        sched_yield();
    first = true;
    return unused;
}

static void *other(void *unused)
{
    while (!first)
        sched_yield();
    second = true;
    return unused;
}

int main(void)
{
    both(one, other);
}
