// Question: do the clocks move as far as one sleeps, and at no cost?
// Verdict: ok
#include "litmus.h"
#include <sys/time.h>

int main(void)
{
    struct timespec from, to;
    struct timespec day = {86400, 0};
    struct timeval wall;
    time_t before = time(NULL);
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert(nanosleep(&day, NULL) == 0);
    assert(thrd_sleep(&day, NULL) == 0);
    assert(clock_nanosleep(CLOCK_MONOTONIC, 0, &day, NULL) == 0);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert(to.tv_sec == from.tv_sec + 3 * 86400);
    to.tv_sec += 86400;
    assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &to, NULL) == 0);
    assert(time(NULL) == before + 4 * 86400);
    gettimeofday(&wall, NULL);
    assert(wall.tv_sec == before + 4 * 86400);
    timespec_get(&to, TIME_UTC);
    assert(to.tv_sec == wall.tv_sec);
    day.tv_nsec = -1;
    assert(nanosleep(&day, NULL) == -1 && errno == EINVAL);
}
