// Question: what of racing accesses, if races are no failure? Each is a step.
// Verdict: wrong_result
// Options: races=off
// Never: data_race
#include "litmus.h"

static int counter;

static void *add(void *unused)
{
    counter++;
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
