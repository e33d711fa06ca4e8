// Options: budget=20 steps=200
#include <pthread.h>
#include <stdatomic.h>

static atomic_int places[4];

static void *walk(void *unused)
{
    for (int i = 0; i < 16; i++)
        atomic_fetch_add(&places[i % 4], i);
    return unused;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, walk, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
