// Question: may a thread initialise what another one may be using already?
// Verdict: misuse
#include "litmus.h"

static pthread_mutex_t lock;

static void *make(void *unused)
{
    pthread_mutex_init(&lock, NULL);
    return unused;
}

static void *use(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(make, use);
}
