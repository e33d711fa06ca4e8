/* counter.h - two threads that each lose updates N times: 4 N steps, so that
 * there are (4 N)! / (2 N)!^2 schedules.
 */
#include "litmus.h"

static atomic_int counter;

static void *add(void *unused)
{
    for (int i = 0; i < N; i++) {
        int old = atomic_load(&counter);
        atomic_store(&counter, old + 1);
    }
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter >= 2 && counter <= 2 * N);
}
