// Question: may a read-write lock be destroyed with a reader inside?
// Verdict: misuse
// Says: is destroyed while 'main' holds it
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_destroy(&lock);
}
