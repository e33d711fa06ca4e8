// Question: is one sleep longer than another for certain? Not its wake-up.
// Verdict: wrong_result
#include "litmus.h"

static atomic_int order;

static void *early(void *unused)
{
    usleep(1000);
    order = 1;
    return unused;
}

static void *late(void *unused)
{
    usleep(900000);
    assert(order == 1);
    return unused;
}

int main(void)
{
    both(early, late);
}
