// Question: and in a loop that lets the lock go each time?
// Verdict: ok
// Never: livelock
// Never: data_race
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool go;

static void *wait_for_it(void *unused)
{
    bool done = false;
    while (!done) {
        pthread_mutex_lock(&lock);
        done = go;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *tell(void *unused)
{
    pthread_mutex_lock(&lock);
    go = true;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(wait_for_it, tell);
}
