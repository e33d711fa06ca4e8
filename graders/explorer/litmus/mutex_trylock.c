// Question: is the schedule found in which trylock comes at a bad time? It is
// behind a step that has nothing to do with the lock.
// Verdict: wrong_result
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool go;

static void *hold(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *try(void *unused)
{
    if (atomic_load(&go)) {
        assert(pthread_mutex_trylock(&lock) == 0);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *release(void *unused)
{
    atomic_store(&go, true);
    return unused;
}

int main(void)
{
    three(release, hold, try);
}
