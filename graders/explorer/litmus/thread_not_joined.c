// Question: is what a thread does ordered if nobody joins it?
// Verdict: data_race
#include "litmus.h"

static int data;

static void *work(void *unused)
{
    data = 2;
    return unused;
}

int main(void)
{
    start(work, NULL);
    assert(data == 0 || data == 2);
}
