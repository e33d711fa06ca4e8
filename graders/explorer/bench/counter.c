/* Two threads count to N each, without a lock: an update may be lost. */
#include <assert.h>
#include <pthread.h>

#ifndef N
#define N 2
#endif

static volatile int count;

static void *add(void *unused)
{
    for (int i = 0; i < N; i++) {
        int seen = count;
        count = seen + 1;
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(count == 2 * N);
    return 0;
}
