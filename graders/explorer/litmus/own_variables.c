// Question: does each thread have its own thread-local variables and errno?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static _Thread_local int own = 3;
static _Thread_local char zeroed[100];
static atomic_int meeting;

static void *work(void *unused)
{
    assert(own == 3 && zeroed[99] == 0 && errno == 0);
    int mine = ++meeting;
    own = mine;
    zeroed[99] = (char)mine;
    errno = mine;
    sched_yield();
    meeting++;
    assert(own == mine && zeroed[99] == mine && errno == mine);
    return unused;
}

int main(void)
{
    own = 7;
    both(work, work);
    assert(own == 7);
}
