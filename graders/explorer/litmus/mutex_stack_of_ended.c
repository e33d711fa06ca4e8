// Question: may a thread end while another one needs a mutex on its stack?
// Verdict: memory_error
#include "litmus.h"

static pthread_mutex_t *shared;
static sem_t made;

static void *lend(void *unused)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    shared = &lock;
    sem_post(&made);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *borrow(void *unused)
{
    sem_wait(&made);
    pthread_mutex_lock(shared);
    pthread_mutex_unlock(shared);
    return unused;
}

int main(void)
{
    sem_init(&made, 0, 0);
    both(lend, borrow);
}
