// Question: does Peterson's lock exclude, with seq_cst?
// Verdict: ok
// Never: data_race
// Never: livelock
#include "litmus.h"

static atomic_int wants[2], turn;
static int counter;

static void count(int me)
{
    wants[me] = 1;
    turn = 1 - me;
    while (wants[1 - me] && turn == 1 - me)
        sched_yield();
    counter++;
    wants[me] = 0;
}

static void *one(void *unused)
{
    count(0);
    return unused;
}

static void *other(void *unused)
{
    count(1);
    return unused;
}

int main(void)
{
    both(one, other);
    assert(counter == 2);
}
