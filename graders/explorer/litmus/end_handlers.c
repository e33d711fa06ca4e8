// Question: do the handlers of atexit run, the last one first?
// Verdict: wrong_result
// Says: order == 1
#include "litmus.h"

static int order;

static void last(void)
{
    assert(order == 1);
}

static void first(void)
{
    order = 2;
}

int main(void)
{
    atexit(last);
    atexit(first);
}
