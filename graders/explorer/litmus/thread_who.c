// Question: do threads know themselves and each other?
// Verdict: ok
#include "litmus.h"

static pthread_t first;

static void *work(void *unused)
{
    char name[16];
    assert(!pthread_equal(pthread_self(), first));
    assert(thrd_equal(thrd_current(), pthread_self()));
    pthread_setname_np(pthread_self(), "worker");
    assert(pthread_getname_np(pthread_self(), name, sizeof name) == 0);
    assert(strcmp(name, "worker") == 0);
    return unused;
}

int main(void)
{
    first = pthread_self();
    both(work, work);
    assert(pthread_equal(pthread_self(), first));
}
