#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int value = 3;
static int *_Atomic published;

static void *publish(void *unused)
{
    atomic_store(&published, &value);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, publish, NULL);
    int *seen = atomic_load(&published);
    int result = *seen;
    pthread_join(thread, NULL);
    return result;
}
