// Question: is a recursive mutex free after as many unlocks as locks, and no
// earlier?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int balance;

static void *twice(void *unused)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
    balance++;
    pthread_mutex_unlock(&lock);
    balance--;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *look(void *unused)
{
    if (pthread_mutex_trylock(&lock) == 0) {
        assert(balance == 0);
        assert(pthread_mutex_unlock(&lock) == 0);
    }
    assert(pthread_mutex_unlock(&lock) == EPERM);
    return unused;
}

int main(void)
{
    both(twice, look);
}
