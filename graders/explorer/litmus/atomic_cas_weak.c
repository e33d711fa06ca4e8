// Question: may a weak compare-exchange fail alone? Only for no reason.
// (clang does not tell its sanitizer which ones are weak.)
// Verdict: ok
// And: wrong_result spurious=1
// Compiler: gcc
#include "litmus.h"

static atomic_int counter;

int main(void)
{
    int old = 0;
    bool swapped = atomic_compare_exchange_weak(&counter, &old, 1);
    assert(swapped && counter == 1);
}
