// Question: does a loop end that waits for the clock?
// Verdict: ok
// Never: livelock
// Never: limit_reached
#include "litmus.h"

int main(void)
{
    struct timespec end = in_ms(CLOCK_MONOTONIC, 20000), now;
    do {
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec < end.tv_sec);
}
