// Question: is a key's value each thread's own, and destroyed at its end?
// Verdict: ok
// Options: leaks=on
#include "litmus.h"

static pthread_key_t key;
static atomic_int destroyed;

static void destroy(void *value)
{
    assert(pthread_getspecific(key) == NULL);
    free(value);
    destroyed++;
}

static void *use(void *unused)
{
    assert(pthread_getspecific(key) == NULL);
    int *own = malloc(sizeof *own);
    assert(pthread_setspecific(key, own) == 0);
    sched_yield();
    assert(pthread_getspecific(key) == own);
    return unused;
}

static void *use_not(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_key_create(&key, destroy);
    three(use, use_not, use);
    assert(destroyed == 2);
    pthread_key_delete(key);
}
