/* As counter.c, but each read and each write is atomic: no data race, the
 * same interleavings. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#ifndef N
#define N 2
#endif

static atomic_int count;

static void *add(void *unused)
{
    for (int i = 0; i < N; i++) {
        int seen = atomic_load(&count);
        atomic_store(&count, seen + 1);
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
#ifdef CHECKED
    assert(atomic_load(&count) == 2 * N);
#endif
    return 0;
}
