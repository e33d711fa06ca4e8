// Question: is it certain which waiter a signal wakes? The first one it is not.
// Verdict: wrong_result
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int asleep, woken;

static void wait_as(int place)
{
    pthread_mutex_lock(&lock);
    while (asleep != place)
        pthread_cond_wait(&changed, &lock);
    asleep++;
    pthread_cond_wait(&changed, &lock);
    if (!woken)
        woken = place + 1;
    pthread_mutex_unlock(&lock);
}

static void *first(void *unused)
{
    wait_as(0);
    return unused;
}

static void *second(void *unused)
{
    pthread_mutex_lock(&lock);
    if (asleep == 1) {
        asleep = 2;
        pthread_cond_wait(&changed, &lock);
        if (!woken)
            woken = 2;
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *tell(void *unused)
{
    pthread_mutex_lock(&lock);
    if (asleep == 2) {
        pthread_cond_signal(&changed);
        pthread_cond_signal(&changed);
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t one = start(first, NULL), two = start(second, NULL);
    finish(start(tell, NULL));
    pthread_mutex_lock(&lock);
    assert(woken != 2);
    if (asleep != 2)
        exit(0);
    pthread_mutex_unlock(&lock);
    finish(one);
    finish(two);
    assert(woken != 2);
}
