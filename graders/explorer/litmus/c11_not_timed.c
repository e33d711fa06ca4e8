// Question: may a plain mtx_t be locked with a time limit?
// Verdict: misuse
// Says: mtx_timed
#include "litmus.h"

int main(void)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 50);
    mtx_t lock;
    mtx_init(&lock, mtx_plain);
    mtx_timedlock(&lock, &limit);
}
