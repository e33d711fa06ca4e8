// Question: does trying fail while somebody else is inside?
// Verdict: wrong_result
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *read_it(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *try(void *unused)
{
    int status = pthread_rwlock_tryrdlock(&lock);
    assert(status == 0);
    pthread_rwlock_unlock(&lock);
    status = pthread_rwlock_trywrlock(&lock);
    assert(status == 0);
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    both(read_it, try);
}
