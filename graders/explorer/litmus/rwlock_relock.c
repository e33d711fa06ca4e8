// Question: may a writer ask to read as well?
// Verdict: deadlock
// Says: a lock that it holds itself
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    pthread_rwlock_wrlock(&lock);
    pthread_rwlock_rdlock(&lock);
}
