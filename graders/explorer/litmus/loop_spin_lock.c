// Question: does a lock made of an atomic flag work?
// Verdict: ok
// Never: data_race
// Never: livelock
// Never: limit_reached
#include "litmus.h"

static atomic_flag lock = ATOMIC_FLAG_INIT;
static int counter;

static void *add(void *unused)
{
    while (atomic_flag_test_and_set(&lock))
        continue;
    counter++;
    atomic_flag_clear(&lock);
    return unused;
}

int main(void)
{
    three(add, add, add);
    assert(counter == 3);
}
