// Question: does one signal suffice, if waiters wait for different things?
// Verdict: deadlock
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int a, b;

static void wait_for(const int *what)
{
    pthread_mutex_lock(&lock);
    while (!*what)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void tell(int *what)
{
    pthread_mutex_lock(&lock);
    *what = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static void *first(void *unused)
{
    wait_for(&a);
    tell(&b);
    return unused;
}

static void *second(void *unused)
{
    wait_for(&b);
    return unused;
}

static void *begin(void *unused)
{
    tell(&a);
    return unused;
}

int main(void)
{
    three(first, second, begin);
}
