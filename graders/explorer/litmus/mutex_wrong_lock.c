// Question: do two mutexes protect one variable?
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

static pthread_mutex_t ours = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t theirs = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *add(void *unused)
{
    pthread_mutex_lock(&ours);
    counter++;
    pthread_mutex_unlock(&ours);
    return unused;
}

static void *add_too(void *unused)
{
    pthread_mutex_lock(&theirs);
    counter++;
    pthread_mutex_unlock(&theirs);
    return unused;
}

int main(void)
{
    both(add, add_too);
    assert(counter == 2);
}
