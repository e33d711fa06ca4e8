// Question: does a semaphore of value 2 let two in?
// Verdict: wrong_result
#include "litmus.h"

static sem_t seats;
static atomic_int inside;

static void *sit(void *unused)
{
    sem_wait(&seats);
    assert(atomic_fetch_add(&inside, 1) == 0);
    atomic_fetch_sub(&inside, 1);
    sem_post(&seats);
    return unused;
}

int main(void)
{
    sem_init(&seats, 0, 2);
    both(sit, sit);
}
