// Question: and of a recursion without end?
// Verdict: crash
// Says: recursion
#include "litmus.h"

static int deeper(int depth)
{
    volatile int here = depth;
    return deeper(depth + 1) + here;
}

static void *work(void *unused)
{
    deeper(0);
    return unused;
}

int main(void)
{
    both(work, work);
}
