// Question: may a thread end the program? The others need not be joined.
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static sem_t never;

static void *work(void *unused)
{
    exit(0);
    return unused;
}

int main(void)
{
    sem_init(&never, 0, 0);
    start(work, NULL);
    sem_wait(&never);
}
