/* A race of which one thread is always the first: it tells the other one
 * through a pipe, which the tools do not take for synchronization. */
#include "two_threads.h"

#include <unistd.h>

static long counter;
static int ends[2];

static void *first(void *arg)
{
    counter = counter + 1;
    return write(ends[1], "", 1) == 1 ? arg : &counter;
}

static void *later(void *arg)
{
    char byte;
    if (read(ends[0], &byte, 1) == 1) {
        counter = counter + 1; /* MARK later */
    }
    return arg;
}

int main(void)
{
    if (pipe(ends) != 0) {
        return 1;
    }
    run_both(first, later);
    return 0;
}
