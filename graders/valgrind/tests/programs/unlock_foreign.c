/* A thread unlocks what another thread locked. */
#include "two_threads.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *unlocker(void *arg)
{
    pthread_mutex_unlock(&lock); /* MARK unlock */
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_mutex_lock(&lock);
    pthread_create(&thread, NULL, unlocker, NULL);
    pthread_join(thread, NULL);
    return 0;
}
