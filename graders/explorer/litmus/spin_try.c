// Question: does trying a spin lock fail while somebody holds it?
// Verdict: wrong_result
#include "litmus.h"

static pthread_spinlock_t lock;

static void *hold(void *unused)
{
    pthread_spin_lock(&lock);
    pthread_spin_unlock(&lock);
    return unused;
}

static void *try(void *unused)
{
    assert(pthread_spin_trylock(&lock) != EBUSY);
    pthread_spin_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_spin_init(&lock, 0);
    both(hold, try);
}
