#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static atomic_bool done, started;

static void *spin(void *unused)
{
    started = true;
    while (!done)
        ;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, spin, NULL);
    if (!started)
        done = true;
    pthread_join(thread, NULL);
    return 0;
}
