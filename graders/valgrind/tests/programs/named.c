/* Threads with names, the second of them hostile, race on a heap block. */
#include "two_threads.h"

#include <stdlib.h>
#include <sys/prctl.h>

static long *shared;

static void *reader(void *arg)
{
    prctl(PR_SET_NAME, "reader", 0, 0, 0);
    return *shared > 5 ? NULL : arg; /* MARK read */
}

static void *writer(void *arg)
{
    prctl(PR_SET_NAME, "wri'ter\033[31m", 0, 0, 0);
    *shared = 7; /* MARK write */
    return arg;
}

int main(void)
{
    shared = calloc(1, sizeof *shared); /* MARK alloc */
    run_both(reader, writer);
    free(shared);
    return 0;
}
