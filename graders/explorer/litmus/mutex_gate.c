// Question: is a crossed order under a gate lock blamed? It cannot deadlock.
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void take(pthread_mutex_t *first, pthread_mutex_t *second)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_lock(first);
    pthread_mutex_lock(second);
    pthread_mutex_unlock(&gate);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void *forwards(void *unused)
{
    take(&a, &b);
    return unused;
}

static void *backwards(void *unused)
{
    take(&b, &a);
    return unused;
}

int main(void)
{
    both(forwards, backwards);
}
