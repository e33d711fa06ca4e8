// Question: may a detached thread be joined?
// Verdict: misuse
// Says: is joined although it is detached
#include "litmus.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_attr_t detached;
    pthread_t thread;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_create(&thread, &detached, work, NULL);
    pthread_attr_destroy(&detached);
    pthread_join(thread, NULL);
}
