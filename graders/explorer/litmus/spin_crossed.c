// Question: are two spin locks, taken in opposite orders, a deadlock?
// Verdict: deadlock
// Never: livelock
#include "litmus.h"

static pthread_spinlock_t a, b;

static void *forwards(void *unused)
{
    pthread_spin_lock(&a);
    pthread_spin_lock(&b);
    pthread_spin_unlock(&b);
    pthread_spin_unlock(&a);
    return unused;
}

static void *backwards(void *unused)
{
    pthread_spin_lock(&b);
    pthread_spin_lock(&a);
    pthread_spin_unlock(&a);
    pthread_spin_unlock(&b);
    return unused;
}

int main(void)
{
    pthread_spin_init(&a, 0);
    pthread_spin_init(&b, 0);
    both(forwards, backwards);
}
