// Question: is a detached thread a leak?
// Verdict: ok
// Options: leaks=on
#include "litmus.h"

static void *work(void *unused)
{
    pthread_detach(pthread_self());
    return unused;
}

static void *do_nothing(void *unused)
{
    return unused;
}

int main(void)
{
    start(work, NULL);
    pthread_detach(start(do_nothing, NULL));
}
