// Question: do 8 threads work, and 100,000 steps in one execution? What they
// do is independent, so one order stands for all.
// Verdict: ok
// Executions: 1
// Strategies: no
#include "litmus.h"

static struct {
    _Alignas(64) atomic_int value;
} counters[7];

static void *count(void *counter)
{
    for (int i = 0; i < 14200; i++)
        atomic_fetch_add((atomic_int *)counter, 1);
    return NULL;
}

int main(void)
{
    pthread_t threads[7];
    for (int i = 0; i < 7; i++)
        threads[i] = start(count, &counters[i].value);
    for (int i = 0; i < 7; i++)
        finish(threads[i]);
    assert(atomic_load(&counters[6].value) == 14200);
}
