// Question: may a destroyed mutex begin a new life, by a call, by assigning the
// initialiser, or as another local variable at the same place?
// Verdict: ok
// Never: misuse
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void use(pthread_mutex_t *mutex)
{
    assert(pthread_mutex_lock(mutex) == 0);
    assert(pthread_mutex_unlock(mutex) == 0);
    assert(pthread_mutex_destroy(mutex) == 0);
}

static void use_local(void)
{
    pthread_mutex_t local = PTHREAD_MUTEX_INITIALIZER;
    use(&local);
}

int main(void)
{
    use(&lock);
    pthread_mutex_init(&lock, NULL);
    use(&lock);
    lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    use(&lock);
    use_local();
    use_local();
}
