/* An early return keeps the lock. */
#include "two_threads.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *keeper(void *arg)
{
    pthread_mutex_lock(&lock); /* MARK lock */
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, keeper, NULL);
    pthread_join(thread, NULL);
    return 0;
}
