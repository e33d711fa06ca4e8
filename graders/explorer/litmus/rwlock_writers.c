// Question: do two writers exclude each other, in either order?
// Verdict: wrong_result
// Never: data_race
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int last;

static void *first(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    last = 1;
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *second(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    last = 2;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    both(first, second);
    assert(last == 2);
}
