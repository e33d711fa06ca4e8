// Options: races=off
#include <assert.h>
#include <pthread.h>

static int count;

static void *increment(void *unused)
{
    int r = count;
    count = r + 1;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, increment, NULL);
    pthread_create(&threads[1], NULL, increment, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(count == 2);
    return 0;
}
