// Question: can a wait with a time limit end by its signal, and over time?
// Verdict: wrong_result
// And: ok early=0
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *wait_a_while(void *unused)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 1000);
    int status = 0;
    pthread_mutex_lock(&lock);
    while (!ready && status == 0)
        status = pthread_cond_timedwait(&changed, &lock, &limit);
    assert(ready);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *tell(void *unused)
{
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(wait_a_while, tell);
}
