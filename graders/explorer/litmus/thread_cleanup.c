// Question: do cleanup handlers run at pthread_exit, and at pop if asked to?
// Verdict: ok
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ran;

static void unlock_it(void *mutex)
{
    pthread_mutex_unlock(mutex);
    ran++;
}

static void leave(void)
{
    pthread_exit(&ran);
}

static void *work(void *unused)
{
    pthread_cleanup_push(unlock_it, &lock);
    pthread_mutex_lock(&lock);
    leave();
    pthread_cleanup_pop(0);
    return unused;
}

int main(void)
{
    void *result;
    pthread_t thread = start(work, NULL);
    pthread_join(thread, &result);
    assert(result == &ran && ran == 1);
    pthread_cleanup_push(unlock_it, &lock);
    pthread_mutex_lock(&lock);
    pthread_cleanup_pop(1);
    assert(ran == 2);
}
