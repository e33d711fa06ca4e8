// Question: does one lock suffice, if the other thread takes none?
// Verdict: data_race
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

static void *add_at_once(void *unused)
{
    counter++;
    return unused;
}

int main(void)
{
    both(add, add_at_once);
}
