// Question: can two threads both miss the other's store? Not with seq_cst.
// Verdict: ok
#include "litmus.h"

static atomic_int x, y;
static int a, b;

static void *one(void *unused)
{
    x = 1;
    a = y;
    return unused;
}

static void *other(void *unused)
{
    y = 1;
    b = x;
    return unused;
}

int main(void)
{
    both(one, other);
    assert(a + b > 0);
}
