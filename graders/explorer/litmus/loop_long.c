// Question: is a long computation without any step a livelock?
// Verdict: ok
// Never: livelock
#include "litmus.h"

static unsigned sum;

int main(void)
{
    for (unsigned i = 0; i < 100000; i++)
        sum += i;
    assert(sum == 704982704u);
}
