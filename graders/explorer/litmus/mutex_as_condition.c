// Question: is it noticed that something is used as what it is not?
// Verdict: misuse
// Says: a mutex is used as a condition variable
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&lock);
    pthread_cond_signal((pthread_cond_t *)(void *)&lock);
}
