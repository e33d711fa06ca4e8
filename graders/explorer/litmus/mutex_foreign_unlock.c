// Question: may a thread unlock a mutex that another one holds?
// Verdict: misuse
// Says: unlocks a mutex that 'main' holds
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *unlock_it(void *unused)
{
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_mutex_lock(&lock);
    finish(start(unlock_it, NULL));
}
