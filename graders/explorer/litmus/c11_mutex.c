// Question: what do C11's mutexes return?
// Verdict: ok
#include "litmus.h"

static mtx_t lock;
static int counter;

static int add(void *unused)
{
    (void)unused;
    assert(mtx_lock(&lock) == thrd_success);
    counter++;
    assert(mtx_unlock(&lock) == thrd_success);
    return 0;
}

static int come_late(void *unused)
{
    struct timespec limit = in_ms(CLOCK_REALTIME, 50);
    (void)unused;
    assert(mtx_trylock(&lock) == thrd_busy);
    assert(mtx_timedlock(&lock, &limit) == thrd_timedout);
    return 0;
}

static void run(thrd_start_t one, thrd_start_t other)
{
    thrd_t threads[2];
    thrd_create(&threads[0], one, NULL);
    thrd_create(&threads[1], other, NULL);
    thrd_join(threads[0], NULL);
    thrd_join(threads[1], NULL);
}

int main(void)
{
    assert(mtx_init(&lock, mtx_plain) == thrd_success);
    run(add, add);
    assert(counter == 2);
    mtx_destroy(&lock);
    assert(mtx_init(&lock, mtx_timed | mtx_recursive) == thrd_success);
    assert(mtx_lock(&lock) == thrd_success);
    assert(mtx_lock(&lock) == thrd_success);
    run(come_late, come_late);
    mtx_unlock(&lock);
    mtx_unlock(&lock);
    mtx_destroy(&lock);
}
