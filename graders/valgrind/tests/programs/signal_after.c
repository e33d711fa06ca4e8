/* Signals after the unlock, which is legal. */
#include "two_threads.h"

#include <stdbool.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static pthread_cond_t waiting = PTHREAD_COND_INITIALIZER;
static bool is_waiting;
static bool is_ready;

static void *waiter(void *arg)
{
    pthread_mutex_lock(&lock);
    is_waiting = true;
    pthread_cond_signal(&waiting);
    while (!is_ready) {
        pthread_cond_wait(&ready, &lock);
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *signaller(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!is_waiting) {
        pthread_cond_wait(&waiting, &lock);
    }
    is_ready = true;
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(&ready); /* MARK signal */
    return arg;
}

int main(void)
{
    run_both(waiter, signaller);
    return 0;
}
