// Question: does a loop around compare-exchange lose nothing?
// Verdict: ok
// And: ok spurious=1
// Never: livelock
#include "litmus.h"

static atomic_int counter;

static void *add(void *unused)
{
    int old = atomic_load(&counter);
    while (!atomic_compare_exchange_weak(&counter, &old, old + 1))
        continue;
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
