// Question: is a mutex blamed that a thread makes, and hands on in order?
// Verdict: ok
// Never: misuse
#include "litmus.h"

static pthread_mutex_t lock;
static sem_t made;

static void *make(void *unused)
{
    pthread_mutex_init(&lock, NULL);
    sem_post(&made);
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *use(void *unused)
{
    sem_wait(&made);
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    sem_init(&made, 0, 0);
    both(make, use);
    pthread_mutex_destroy(&lock);
}
