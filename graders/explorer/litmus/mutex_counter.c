// Question: does a mutex order what is done under it?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *unused)
{
    pthread_mutex_lock(&lock);
    counter++;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(add, add);
    assert(counter == 2);
}
