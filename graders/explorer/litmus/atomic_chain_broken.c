// Question: does a relaxed store between release and acquire break the order?
// Verdict: data_race
#include "litmus.h"

static int data;
static atomic_int flag;

static void *produce(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return unused;
}

static void *pass_on(void *unused)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed) == 1)
        atomic_store_explicit(&flag, 2, memory_order_relaxed);
    return unused;
}

static void *consume(void *unused)
{
    if (atomic_load_explicit(&flag, memory_order_acquire) == 2)
        assert(data == 42);
    return unused;
}

int main(void)
{
    three(produce, pass_on, consume);
}
