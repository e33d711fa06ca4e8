// Question: what of an execution that takes too many steps? It is not ok.
// Verdict: limit_reached
// Options: steps=1000 budget=100
// Strategies: no
#include "litmus.h"

static atomic_int counter;

int main(void)
{
    for (int i = 0; i < 2000; i++)
        counter++;
}
