// Question: does a spin lock order what is done under it?
// Verdict: ok
// Never: data_race
// Never: livelock
#include "litmus.h"

static pthread_spinlock_t lock;
static int counter;

static void *add(void *unused)
{
    pthread_spin_lock(&lock);
    counter++;
    pthread_spin_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    both(add, add);
    assert(counter == 2);
    pthread_spin_destroy(&lock);
}
