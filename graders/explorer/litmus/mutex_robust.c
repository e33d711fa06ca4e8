// Question: does a robust mutex outlive its owner?
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static pthread_mutex_t lock;
static int half_done;

static void *die(void *unused)
{
    pthread_mutex_lock(&lock);
    half_done = 1;
    return unused;
}

static void *repair(void *unused)
{
    int status = pthread_mutex_lock(&lock);
    if (status == EOWNERDEAD) {
        half_done = 0;
        assert(pthread_mutex_consistent(&lock) == 0);
    }
    assert(half_done == 0);
    assert(pthread_mutex_unlock(&lock) == 0);
    return unused;
}

int main(void)
{
    pthread_mutexattr_t robust;
    pthread_mutexattr_init(&robust);
    pthread_mutexattr_setrobust(&robust, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &robust);
    both(die, repair);
}
