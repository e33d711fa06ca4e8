// Question: may two threads join each other?
// Verdict: deadlock
#include "litmus.h"

static pthread_t one, other;
static sem_t both_known;

static void *join_other(void *unused)
{
    sem_wait(&both_known);
    pthread_join(other, NULL);
    return unused;
}

static void *join_one(void *unused)
{
    sem_wait(&both_known);
    pthread_join(one, NULL);
    return unused;
}

int main(void)
{
    sem_init(&both_known, 0, 0);
    one = start(join_other, NULL);
    other = start(join_one, NULL);
    sem_post(&both_known);
    sem_post(&both_known);
    pthread_exit(NULL);
}
