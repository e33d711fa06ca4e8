// Question: may a mutex be locked that was destroyed?
// Verdict: misuse
// Says: after it was destroyed
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_destroy(&lock);
    pthread_mutex_lock(&lock);
}
