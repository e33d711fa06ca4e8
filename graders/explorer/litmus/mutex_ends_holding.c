// Question: who waits for a mutex whose owner has ended?
// Verdict: deadlock
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *forget_to_unlock(void *unused)
{
    pthread_mutex_lock(&lock);
    return unused;
}

int main(void)
{
    both(forget_to_unlock, forget_to_unlock);
}
