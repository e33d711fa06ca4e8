// Question: may it be destroyed as soon as all are awakened? POSIX says so.
// Verdict: ok
// Never: misuse
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int asleep;

static void *wait_for_it(void *unused)
{
    pthread_mutex_lock(&lock);
    asleep++;
    pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *wake(void *unused)
{
    pthread_mutex_lock(&lock);
    if (asleep == 2) {
        pthread_cond_broadcast(&changed);
        pthread_cond_destroy(&changed);
    } else if (asleep == 1) {
        pthread_cond_signal(&changed);
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    start(wait_for_it, NULL);
    start(wait_for_it, NULL);
    finish(start(wake, NULL));
}
