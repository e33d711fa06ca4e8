// Question: does a wait let go of a recursive mutex that was locked twice?
// Verdict: misuse
// Says: locked 2 times
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&changed, &lock);
}
