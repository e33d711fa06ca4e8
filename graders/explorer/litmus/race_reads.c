// Question: do reads race with reads?
// Verdict: ok
// Never: data_race
// Executions: 1
#include "litmus.h"

static int shared = 3;

static void *look(void *unused)
{
    assert(shared == 3);
    return unused;
}

int main(void)
{
    three(look, look, look);
}
