// Question: and of a recursion without end?
// Verdict: crash
// Says: recursion
#include "litmus.h"

static int deeper(int depth)
{
    volatile char room[4000];
    room[depth % 4000] = 1;
    return deeper(depth + 1) + room[depth % 4000];
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
