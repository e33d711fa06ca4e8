// Question: may two threads wait on one condition with two mutexes?
// Verdict: misuse
// Says: with two different mutexes
#include "litmus.h"

static pthread_mutex_t ours = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t theirs = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *wait_with(void *lock)
{
    pthread_mutex_lock(lock);
    pthread_cond_wait(&changed, lock);
    pthread_mutex_unlock(lock);
    return NULL;
}

int main(void)
{
    start(wait_with, &ours);
    start(wait_with, &theirs);
    pthread_exit(NULL);
}
