// Question: do C11's condition variables work as POSIX's do?
// Verdict: ok
// And: ok spurious=1
// Never: deadlock
#include "litmus.h"

static mtx_t lock;
static cnd_t changed;
static int ready;

static int wait_for_it(void *unused)
{
    (void)unused;
    mtx_lock(&lock);
    while (!ready)
        assert(cnd_wait(&changed, &lock) == thrd_success);
    mtx_unlock(&lock);
    return 0;
}

int main(void)
{
    thrd_t one, other;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    thrd_create(&one, wait_for_it, NULL);
    thrd_create(&other, wait_for_it, NULL);
    mtx_lock(&lock);
    struct timespec limit = {1, 0};
    assert(cnd_timedwait(&changed, &lock, &limit) != thrd_error);
    ready = 1;
    cnd_broadcast(&changed);
    mtx_unlock(&lock);
    thrd_join(one, NULL);
    thrd_join(other, NULL);
    cnd_destroy(&changed);
    mtx_destroy(&lock);
}
