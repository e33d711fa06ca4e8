// Question: by which clock is a time limit told? By the condition variable's,
// or the one that is named.
// Verdict: ok
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t by_wall = PTHREAD_COND_INITIALIZER;
static pthread_cond_t by_uptime;

static void check(clockid_t clock, struct timespec from, long seconds)
{
    struct timespec now;
    clock_gettime(clock, &now);
    assert(now.tv_sec - from.tv_sec == seconds);
}

int main(void)
{
    pthread_condattr_t monotonic;
    struct timespec from, limit;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&by_uptime, &monotonic);
    pthread_mutex_lock(&lock);

    from = in_ms(CLOCK_MONOTONIC, 0);
    limit = in_ms(CLOCK_MONOTONIC, 2000);
    pthread_cond_timedwait(&by_uptime, &lock, &limit);
    check(CLOCK_MONOTONIC, from, 2);
    limit = in_ms(CLOCK_REALTIME, 2000);
    pthread_cond_clockwait(&by_uptime, &lock, CLOCK_REALTIME, &limit);
    check(CLOCK_MONOTONIC, from, 4);
    limit = in_ms(CLOCK_REALTIME, 2000);
    pthread_cond_timedwait(&by_wall, &lock, &limit);
    check(CLOCK_MONOTONIC, from, 6);
    pthread_mutex_unlock(&lock);
}
