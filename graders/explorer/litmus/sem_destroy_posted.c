// Question: may the waiter destroy the semaphore as soon as it is let through?
// Verdict: ok
// Never: misuse
#include "litmus.h"

static void *finish_work(void *done)
{
    sem_post(done);
    return NULL;
}

int main(void)
{
    sem_t *done = malloc(sizeof *done);
    sem_init(done, 0, 0);
    pthread_t thread = start(finish_work, done);
    pthread_detach(thread);
    sem_wait(done);
    sem_destroy(done);
    free(done);
}
