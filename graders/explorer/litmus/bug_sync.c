// Question: one slot, two conditions; the producer forgets to wait.
// Verdict: wrong_result
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t empty = PTHREAD_COND_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;
static int items;

static void *produce(void *unused)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        if (items > 1)
            pthread_cond_wait(&empty, &lock);
        items++;
        assert(items == 1);
        pthread_cond_signal(&full);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        while (items == 0)
            pthread_cond_wait(&full, &lock);
        items--;
        pthread_cond_signal(&empty);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    both(produce, consume);
}
