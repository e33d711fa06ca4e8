// Question: does call_once block the others until it is done?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static once_flag once = ONCE_FLAG_INIT;
static mtx_t lock;
static int counter;

static void make(void)
{
    mtx_init(&lock, mtx_plain);
}

static int use(void *unused)
{
    (void)unused;
    call_once(&once, make);
    assert(mtx_lock(&lock) == thrd_success);
    counter++;
    mtx_unlock(&lock);
    return 3;
}

int main(void)
{
    thrd_t one, other;
    int result;
    assert(thrd_create(&one, use, NULL) == thrd_success);
    assert(thrd_create(&other, use, NULL) == thrd_success);
    assert(thrd_join(one, &result) == thrd_success && result == 3);
    assert(thrd_join(other, NULL) == thrd_success);
    assert(counter == 2);
}
