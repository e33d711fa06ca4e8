/* The program ends while a thread waits and holds a lock. */
#include "two_threads.h"

#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t inside;
static sem_t never;

static void *keeper(void *arg)
{
    pthread_mutex_lock(&lock);
    sem_post(&inside);
    sem_wait(&never);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&inside, 0, 0);
    sem_init(&never, 0, 0);
    pthread_create(&thread, NULL, keeper, NULL);
    sem_wait(&inside);
    _exit(0);
}
