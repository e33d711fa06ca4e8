// Question: may a mutex be destroyed that somebody holds?
// Verdict: misuse
// Says: is destroyed while 'main' holds it
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_destroy(&lock);
}
