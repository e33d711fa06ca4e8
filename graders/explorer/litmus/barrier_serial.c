// Question: is exactly one thread the serial one of a round?
// Verdict: ok
#include "litmus.h"

static pthread_barrier_t phase;
static atomic_int serial;

static void *arrive(void *unused)
{
    int status = pthread_barrier_wait(&phase);
    assert(status == 0 || status == PTHREAD_BARRIER_SERIAL_THREAD);
    if (status)
        serial++;
    return unused;
}

int main(void)
{
    pthread_barrier_init(&phase, NULL, 3);
    three(arrive, arrive, arrive);
    assert(serial == 1);
    pthread_barrier_destroy(&phase);
}
