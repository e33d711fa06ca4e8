// Question: can tryjoin come too early? And can a join with a time limit?
// Verdict: wrong_result
// And: wrong_result early=0
#include "litmus.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t thread = start(work, NULL);
    assert(pthread_tryjoin_np(thread, NULL) != EBUSY);
}
