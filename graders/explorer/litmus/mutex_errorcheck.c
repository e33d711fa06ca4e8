// Question: does an errorcheck mutex say what is wrong, instead of hanging?
// Verdict: ok
// Never: deadlock
// Never: misuse
#include "litmus.h"

static pthread_mutex_t lock;

static void *unlock_it(void *unused)
{
    assert(pthread_mutex_unlock(&lock) == EPERM);
    return unused;
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    assert(pthread_mutex_init(&lock, &kind) == 0);
    assert(pthread_mutex_unlock(&lock) == EPERM);
    assert(pthread_mutex_lock(&lock) == 0);
    assert(pthread_mutex_lock(&lock) == EDEADLK);
    assert(pthread_mutex_trylock(&lock) == EBUSY);
    finish(start(unlock_it, NULL));
    assert(pthread_mutex_unlock(&lock) == 0);
    assert(pthread_mutex_destroy(&lock) == 0);
}
