// Question: what becomes of a robust mutex that nobody makes consistent?
// Verdict: ok
#include "litmus.h"

static pthread_mutex_t lock;

static void *die(void *unused)
{
    pthread_mutex_lock(&lock);
    return unused;
}

int main(void)
{
    pthread_mutexattr_t robust;
    pthread_mutexattr_init(&robust);
    pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &robust);
    finish(start(die, NULL));
    assert(pthread_mutex_lock(&lock) == EOWNERDEAD);
    assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_lock(&lock) == ENOTRECOVERABLE);
    assert(pthread_mutex_trylock(&lock) == ENOTRECOVERABLE);
    assert(pthread_mutex_consistent(&lock) == EINVAL);
    assert(pthread_mutex_destroy(&lock) == 0);
}
