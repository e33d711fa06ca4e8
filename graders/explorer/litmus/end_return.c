// Question: may main return while others wait? They end with it.
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static sem_t never;

static void *work(void *unused)
{
    sem_wait(&never);
    return unused;
}

int main(void)
{
    sem_init(&never, 0, 0);
    start(work, NULL);
}
