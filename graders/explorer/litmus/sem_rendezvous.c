// Question: do two semaphores make a meeting that nobody leaves alone?
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static sem_t here, there;
static atomic_int arrived;

static void *one(void *unused)
{
    arrived++;
    sem_post(&here);
    sem_wait(&there);
    assert(arrived == 2);
    return unused;
}

static void *other(void *unused)
{
    arrived++;
    sem_post(&there);
    sem_wait(&here);
    assert(arrived == 2);
    return unused;
}

int main(void)
{
    sem_init(&here, 0, 0);
    sem_init(&there, 0, 0);
    both(one, other);
}
