/* Waits for ever, after a race: somebody has to end it. */
#include "two_threads.h"

#include <stdio.h>
#include <unistd.h>

static long counter;

static void *adder(void *arg)
{
    counter = counter + 1; /* MARK race */
    return arg;
}

int main(void)
{
    run_both(adder, adder);
    puts("hanging");
    fflush(stdout);
    for (;;) {
        pause(); /* MARK hang */
    }
}
