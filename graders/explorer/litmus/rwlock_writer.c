// Question: is a writer alone, and are its writes ordered for the readers?
// Verdict: ok
// Never: data_race
// Never: deadlock
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int a, b;

static void *read_it(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    assert(a == b);
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *write_it(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    a++;
    b++;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    three(read_it, write_it, read_it);
    assert(a == 1 && b == 1);
    assert(pthread_rwlock_destroy(&lock) == 0);
}
