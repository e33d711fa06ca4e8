// Question: may a semaphore be destroyed that somebody waits for?
// Verdict: misuse
#include "litmus.h"

static sem_t sem;

static void *wait_for_it(void *unused)
{
    sem_wait(&sem);
    return unused;
}

int main(void)
{
    sem_init(&sem, 0, 0);
    start(wait_for_it, NULL);
    sched_yield();
    sem_destroy(&sem);
}
