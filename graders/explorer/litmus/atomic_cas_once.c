// Question: does one compare-exchange suffice? Somebody else may come between.
// Verdict: wrong_result
#include "litmus.h"

static atomic_int counter;

static void *add(void *unused)
{
    int old = atomic_load(&counter);
    atomic_compare_exchange_strong(&counter, &old, old + 1);
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
