// Question: are two semaphores, waited for in opposite orders, a deadlock?
// Verdict: deadlock
#include "litmus.h"

static sem_t a, b;

static void *forwards(void *unused)
{
    sem_wait(&a);
    sem_wait(&b);
    sem_post(&b);
    sem_post(&a);
    return unused;
}

static void *backwards(void *unused)
{
    sem_wait(&b);
    sem_wait(&a);
    sem_post(&a);
    sem_post(&b);
    return unused;
}

int main(void)
{
    sem_init(&a, 0, 1);
    sem_init(&b, 0, 1);
    both(forwards, backwards);
}
