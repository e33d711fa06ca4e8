// Options: races=off
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int warm, count;

static void *increment(void *unused)
{
    for (int i = 0; i < 40; i++) {
        pthread_mutex_lock(&lock);
        warm++;
        pthread_mutex_unlock(&lock);
    }
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
