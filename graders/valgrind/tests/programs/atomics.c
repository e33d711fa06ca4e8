/* A correct hand-over by a release store and an acquire load. */
#include "two_threads.h"

#include <sched.h>
#include <stdatomic.h>

static long datum;
static atomic_int ready;

static void *giver(void *arg)
{
    datum = 42; /* MARK write */
    atomic_store_explicit(&ready, 1, memory_order_release);
    return arg;
}

static void *taker(void *arg)
{
    while (!atomic_load_explicit(&ready, memory_order_acquire)) {
        sched_yield();
    }
    return datum == 42 ? arg : &datum; /* MARK read */
}

int main(void)
{
    run_both(giver, taker);
    return 0;
}
