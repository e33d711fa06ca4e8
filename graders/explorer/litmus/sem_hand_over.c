// Question: does a post order what was done before it for who waits for it?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static sem_t full;
static int slot;

static void *produce(void *unused)
{
    slot = 7;
    sem_post(&full);
    return unused;
}

static void *consume(void *unused)
{
    sem_wait(&full);
    assert(slot == 7);
    return unused;
}

int main(void)
{
    sem_init(&full, 0, 0);
    both(produce, consume);
    sem_destroy(&full);
}
