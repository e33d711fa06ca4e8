/* Two threads add without a lock. */
#include "two_threads.h"

static long counter;

static void *adder(void *arg)
{
    counter = counter + 1; /* MARK race */
    return arg;
}

int main(void)
{
    run_both(adder, adder);
    return counter < 1;
}
