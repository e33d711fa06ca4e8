// Question: may a thread lend its variables to one that it joins?
// Verdict: ok
// Never: memory_error
// Never: data_race
#include "litmus.h"

static void *fill(void *to)
{
    *(int *)to = 5;
    return NULL;
}

static void *lend(void *unused)
{
    int local = 0;
    finish(start(fill, &local));
    assert(local == 5);
    return unused;
}

int main(void)
{
    both(lend, lend);
}
