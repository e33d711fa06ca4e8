// Question: what becomes of a thread that locks a normal mutex twice?
// Verdict: deadlock
// Says: a lock that it holds itself
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
}
