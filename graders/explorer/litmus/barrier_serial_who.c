// Question: is it certain which thread is the serial one? Not the last, either.
// Verdict: wrong_result
#include "litmus.h"

static pthread_barrier_t phase;
static atomic_int arrived;

static void *arrive(void *unused)
{
    bool is_last = atomic_fetch_add(&arrived, 1) == 1;
    if (pthread_barrier_wait(&phase) == PTHREAD_BARRIER_SERIAL_THREAD)
        assert(is_last);
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 2);
    both(arrive, arrive);
}
