// Question: two locks that are taken in turns, by who is first and who is last.
// Verdict: deadlock
// Options: races=off
#include "litmus.h"

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t data = PTHREAD_MUTEX_INITIALIZER;
static int a, b;

static void *first(void *unused)
{
    pthread_mutex_lock(&gate);
    if (++a == 1)
        pthread_mutex_lock(&data);
    pthread_mutex_unlock(&gate);
    pthread_mutex_lock(&gate);
    if (--a == 0)
        pthread_mutex_unlock(&data);
    pthread_mutex_unlock(&gate);
    return unused;
}

static void *second(void *unused)
{
    pthread_mutex_lock(&gate);
    if (++b == 1)
        pthread_mutex_lock(&data);
    pthread_mutex_unlock(&gate);
    pthread_mutex_lock(&gate);
    if (--b == 0)
        pthread_mutex_unlock(&data);
    pthread_mutex_unlock(&gate);
    return unused;
}

int main(void)
{
    both(first, second);
}
