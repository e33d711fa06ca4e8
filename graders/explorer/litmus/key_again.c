// Question: how often is a destructor asked that sets its value anew?
// Verdict: ok
#include "litmus.h"
#include <limits.h>

static pthread_key_t key;
static int destroyed;

static void destroy(void *value)
{
    destroyed++;
    pthread_setspecific(key, value);
}

static void *use(void *unused)
{
    pthread_setspecific(key, &key);
    return unused;
}

int main(void)
{
    pthread_key_create(&key, destroy);
    finish(start(use, NULL));
    assert(destroyed == PTHREAD_DESTRUCTOR_ITERATIONS);
}
