// Question: is a spin lock of zeros one that is initialised?
// Verdict: misuse
// Says: a spin lock is used that was never initialised
#include "litmus.h"

static pthread_spinlock_t lock;

int main(void)
{
    pthread_spin_lock(&lock);
}
