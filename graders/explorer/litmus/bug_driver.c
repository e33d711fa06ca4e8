// Question: a device is stopped between the test whether it may be used, and
// its use.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool stopping, stopped, stop_event;
static int pending = 1;

static int enter(void)
{
    if (stopping)
        return -1;
    pthread_mutex_lock(&lock);
    pending++;
    pthread_mutex_unlock(&lock);
    return 0;
}

static void leave(void)
{
    pthread_mutex_lock(&lock);
    if (--pending == 0)
        stop_event = true;
    pthread_mutex_unlock(&lock);
}

static void *stop(void *unused)
{
    stopping = true;
    leave();
    if (stop_event)
        stopped = true;
    return unused;
}

static void *use(void *unused)
{
    if (enter() == 0)
        assert(!stopped);
    leave();
    return unused;
}

int main(void)
{
    both(stop, use);
}
