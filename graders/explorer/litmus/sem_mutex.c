// Question: is each order of two waits on a semaphore of value 1 tried?
// Verdict: wrong_result
// Never: data_race
#include "litmus.h"

static sem_t turn;
static int last;

static void *first(void *unused)
{
    sem_wait(&turn);
    last = 1;
    sem_post(&turn);
    return unused;
}

static void *second(void *unused)
{
    sem_wait(&turn);
    last = 2;
    sem_post(&turn);
    return unused;
}

int main(void)
{
    sem_init(&turn, 0, 1);
    both(first, second);
    assert(last == 2);
}
