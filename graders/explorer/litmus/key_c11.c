// Question: are C11's thread-specific values destroyed at thrd_exit?
// Verdict: ok
#include "litmus.h"

static tss_t key;
static int destroyed;

static void destroy(void *value)
{
    assert(value == &key);
    destroyed++;
}

static int use(void *unused)
{
    (void)unused;
    assert(tss_get(key) == NULL);
    assert(tss_set(key, &key) == thrd_success);
    assert(tss_get(key) == &key);
    thrd_exit(5);
}

int main(void)
{
    thrd_t thread;
    int result;
    assert(tss_create(&key, destroy) == thrd_success);
    thrd_create(&thread, use, NULL);
    thrd_join(thread, &result);
    assert(result == 5 && destroyed == 1);
    tss_delete(key);
}
