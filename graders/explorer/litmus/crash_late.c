// Question: is a crash found that only one order leads to?
// Verdict: crash
#include "litmus.h"

static _Atomic(int *) shared;
static int value = 3;

static void *publish(void *unused)
{
    shared = &value;
    return unused;
}

static void *use(void *unused)
{
    int *pointer = shared;
    assert(*pointer == 3);
    return unused;
}

int main(void)
{
    both(publish, use);
}
