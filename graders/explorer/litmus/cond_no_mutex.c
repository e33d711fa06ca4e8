// Question: may one wait with a mutex that one does not hold?
// Verdict: misuse
// Says: that the thread does not hold
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void)
{
    pthread_cond_wait(&changed, &lock);
}
