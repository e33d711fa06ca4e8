/* sync_clock.c - monotonic time, and arithmetic that cannot overflow. */
#include "sync_clock.h"

#include "must.h"
#include "waiters.h"

#include <errno.h>
#include <pthread.h>

static int64_t add_clamped(int64_t a, int64_t b)
{
    int64_t sum;

    if (__builtin_add_overflow(a, b, &sum)) {
        return b < 0 ? INT64_MIN : INT64_MAX;
    }
    return sum;
}

static int64_t multiply_clamped(int64_t a, int64_t b)
{
    int64_t product;

    if (__builtin_mul_overflow(a, b, &product)) {
        return (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
    }
    return product;
}

int64_t sync_now_ns(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        die("no monotonic clock: this needs Linux, or another system with "
            "CLOCK_MONOTONIC");
    }
    return sync_ns_of_timespec(now);
}

int64_t sync_deadline_in_ns(int64_t duration_ns)
{
    return add_clamped(sync_now_ns(), duration_ns);
}

int64_t sync_deadline_in_us(int64_t duration_us)
{
    return sync_deadline_in_ns(multiply_clamped(duration_us, SYNC_NS_PER_US));
}

int64_t sync_deadline_in_ms(int64_t duration_ms)
{
    return sync_deadline_in_ns(multiply_clamped(duration_ms, SYNC_NS_PER_MS));
}

int64_t sync_deadline_in_s(int64_t duration_s)
{
    return sync_deadline_in_ns(multiply_clamped(duration_s, SYNC_NS_PER_S));
}

bool sync_deadline_passed(int64_t deadline_ns)
{
    return sync_deadline_left_ns(deadline_ns) == 0;
}

int64_t sync_deadline_left_ns(int64_t deadline_ns)
{
    int64_t now_ns;

    if (deadline_ns == SYNC_NEVER) {
        return SYNC_NEVER;
    }
    now_ns = sync_now_ns();
    return deadline_ns > now_ns ? deadline_ns - now_ns : 0;
}

/* A condition variable that nobody signals, because a virtual clock that
 * knows pthread_cond_clockwait() then knows all the ways to let time pass. */
void sync_sleep_until(int64_t deadline_ns)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t nothing = PTHREAD_COND_INITIALIZER;
    int error;

    MUST(pthread_mutex_lock(&lock));
    do {
        error = waiters_wait(&nothing, &lock, deadline_ns);
    } while (error != ETIMEDOUT);
    MUST(pthread_mutex_unlock(&lock));
    MUST(pthread_cond_destroy(&nothing));
    MUST(pthread_mutex_destroy(&lock));
}

struct timespec sync_timespec_of_ns(int64_t time_ns)
{
    struct timespec time = {.tv_sec = (time_t)(time_ns / SYNC_NS_PER_S),
                            .tv_nsec = (long)(time_ns % SYNC_NS_PER_S)};

    if (time.tv_nsec < 0) {
        time.tv_sec -= 1;
        time.tv_nsec += (long)SYNC_NS_PER_S;
    }
    return time;
}

int64_t sync_ns_of_timespec(struct timespec time)
{
    return add_clamped(multiply_clamped((int64_t)time.tv_sec, SYNC_NS_PER_S),
                       (int64_t)time.tv_nsec);
}
