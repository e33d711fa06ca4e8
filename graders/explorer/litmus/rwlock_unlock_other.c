// Question: may a thread unlock a read-write lock that it does not hold?
// Verdict: misuse
// Says: that it does not hold
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *unlock_it(void *unused)
{
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_rwlock_rdlock(&lock);
    finish(start(unlock_it, NULL));
}
