// Question: does an acquire alone order anything?
// Verdict: data_race
#include "litmus.h"

static int data;
static atomic_int flag;

static void *produce(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return unused;
}

static void *consume(void *unused)
{
    if (atomic_load_explicit(&flag, memory_order_acquire))
        assert(data == 42);
    return unused;
}

int main(void)
{
    both(produce, consume);
}
