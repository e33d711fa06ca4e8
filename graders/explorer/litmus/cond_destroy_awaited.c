// Question: may a condition variable be destroyed that somebody waits on?
// Verdict: misuse
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int asleep;

static void *wait_for_it(void *unused)
{
    pthread_mutex_lock(&lock);
    asleep = 1;
    pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    start(wait_for_it, NULL);
    pthread_mutex_lock(&lock);
    if (asleep)
        pthread_cond_destroy(&changed);
    pthread_mutex_unlock(&lock);
}
