// Question: two writes that a reader must not see one without the other.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

static int a, b;

static void *set(void *unused)
{
    a = 1;
    b = -1;
    return unused;
}

static void *check(void *unused)
{
    int seen_a = a, seen_b = b;
    assert((seen_a == 0 && seen_b == 0) || (seen_a == 1 && seen_b == -1));
    return unused;
}

int main(void)
{
    three(set, set, check);
}
