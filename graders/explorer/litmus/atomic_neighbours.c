// Question: does an atomic order what was released through its neighbour?
// Verdict: data_race
#include "litmus.h"

static int data;
static struct {
    _Alignas(8) atomic_int one;
    atomic_int other;
} flags;

static void *produce(void *unused)
{
    data = 42;
    atomic_store(&flags.one, 1);
    return unused;
}

static void *consume(void *unused)
{
    atomic_load(&flags.other);
    data = 43;
    return unused;
}

int main(void)
{
    both(produce, consume);
}
