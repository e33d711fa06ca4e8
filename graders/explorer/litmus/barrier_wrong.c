// Question: what do the calls say of parties that cannot be?
// Verdict: ok
#include "litmus.h"

int main(void)
{
    pthread_barrier_t phase;
    assert(pthread_barrier_init(&phase, NULL, 0) == EINVAL);
    assert(pthread_barrier_init(&phase, NULL, 1) == 0);
    assert(pthread_barrier_wait(&phase) == PTHREAD_BARRIER_SERIAL_THREAD);
    assert(pthread_barrier_destroy(&phase) == 0);
}
