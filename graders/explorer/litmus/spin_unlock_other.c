// Question: may a spin lock be unlocked by somebody else?
// Verdict: misuse
// Says: unlocks a spin lock that 'main' holds
#include "litmus.h"

static pthread_spinlock_t lock;

static void *unlock_it(void *unused)
{
    pthread_spin_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_spin_init(&lock, 0);
    pthread_spin_lock(&lock);
    finish(start(unlock_it, NULL));
}
