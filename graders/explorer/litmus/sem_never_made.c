// Question: may a semaphore be used that nobody initialised?
// Verdict: misuse
// Says: a semaphore is used that was never initialised
#include "litmus.h"

static sem_t sem;

int main(void)
{
    sem_post(&sem);
}
