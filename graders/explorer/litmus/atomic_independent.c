// Question: are two atomics side by side two things? One order stands for all.
// Verdict: ok
// Executions: 1 strategy=dpor
// Executions: 6 strategy=naive
#include "litmus.h"

static struct {
    _Alignas(8) atomic_int one;
    atomic_int other;
} counters;

static void *count_one(void *unused)
{
    counters.one++;
    counters.one++;
    return unused;
}

static void *count_other(void *unused)
{
    counters.other++;
    counters.other++;
    return unused;
}

int main(void)
{
    both(count_one, count_other);
}
