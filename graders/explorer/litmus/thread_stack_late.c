// Question: is it found that a thread may end too early, if nothing orders its
// end after the use of its variable?
// Verdict: memory_error
#include "litmus.h"

static _Atomic(int *) shared;

static void *lend(void *unused)
{
    int local = 1;
    atomic_store(&shared, &local);
    sched_yield();
    return unused;
}

static void *borrow(void *unused)
{
    const int *value = atomic_load(&shared);
    if (value)
        assert(*value == 1);
    return unused;
}

int main(void)
{
    both(lend, borrow);
}
