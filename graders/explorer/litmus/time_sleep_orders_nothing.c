// Question: does a sleep order anything?
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

static int data;

static void *produce(void *unused)
{
    data = 1;
    return unused;
}

static void *consume(void *unused)
{
    sleep(10);
    assert(data == 1);
    return unused;
}

int main(void)
{
    both(produce, consume);
}
