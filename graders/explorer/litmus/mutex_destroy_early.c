// Question: is a mutex destroyed too early, if a relaxed flag says that it is
// no longer needed? Nothing orders the unlock before.
// Verdict: misuse
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool done;

static void *work(void *unused)
{
    pthread_mutex_lock(&lock);
    atomic_store(&done, true);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t thread = start(work, NULL);
    if (atomic_load(&done))
        pthread_mutex_destroy(&lock);
    finish(thread);
}
