// Question: does a join with a time limit give up on a thread that never ends?
// Verdict: ok
#include "litmus.h"

static sem_t never;

static void *work(void *unused)
{
    sem_wait(&never);
    return unused;
}

int main(void)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 100);
    sem_init(&never, 0, 0);
    pthread_t thread = start(work, NULL);
    assert(pthread_timedjoin_np(thread, NULL, &limit) == ETIMEDOUT);
    sem_post(&never);
    assert(pthread_join(thread, NULL) == 0);
}
