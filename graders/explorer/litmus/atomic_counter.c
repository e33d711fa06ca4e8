// Question: does an atomic increment lose anything, relaxed as it may be?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static atomic_int counter;

static void *add(void *unused)
{
    atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed);
    return unused;
}

int main(void)
{
    three(add, add, add);
    assert(counter == 3);
}
