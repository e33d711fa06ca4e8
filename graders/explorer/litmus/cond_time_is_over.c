// Question: does a wait with a limit end where nobody signals, and not before
// its time?
// Verdict: ok
// And: ok spurious=1
// Never: deadlock
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static bool is_before(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

int main(void)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 1500), now;
    struct timespec past = in_ms(CLOCK_REALTIME, 0), bad = {1, -1};
    pthread_mutex_lock(&lock);
    while (pthread_cond_timedwait(&changed, &lock, &limit) != ETIMEDOUT)
        continue;
    clock_gettime(CLOCK_REALTIME, &now);
    assert(!is_before(now, limit));
    assert(pthread_cond_timedwait(&changed, &lock, &bad) == EINVAL);
    while (pthread_cond_timedwait(&changed, &lock, &past) != ETIMEDOUT)
        continue;
    pthread_mutex_unlock(&lock);
}
