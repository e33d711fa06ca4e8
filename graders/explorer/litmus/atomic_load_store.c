// Question: is a load, then a store, an atomic increment?
// Verdict: wrong_result
// Never: data_race
#include "litmus.h"

static atomic_int counter;

static void *add(void *unused)
{
    int old = atomic_load(&counter);
    atomic_store(&counter, old + 1);
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
