// Question: two locks that hand over to each other; fine in every order.
// Verdict: ok
// Never: deadlock
// Never: data_race
#include "litmus.h"

static pthread_mutex_t x = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t y = PTHREAD_MUTEX_INITIALIZER;
static atomic_int counter;

static void *work(void *unused)
{
    pthread_mutex_lock(&x);
    pthread_mutex_unlock(&x);
    pthread_mutex_lock(&y);
    counter++;
    pthread_mutex_unlock(&y);
    return unused;
}

int main(void)
{
    three(work, work, work);
    assert(counter == 3);
}
