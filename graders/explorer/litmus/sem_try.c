// Question: does trywait fail if it comes before the post?
// Verdict: wrong_result
#include "litmus.h"

static sem_t full;

static void *produce(void *unused)
{
    sem_post(&full);
    return unused;
}

static void *consume(void *unused)
{
    if (sem_trywait(&full) != 0) {
        assert(errno != EAGAIN);
    }
    return unused;
}

int main(void)
{
    sem_init(&full, 0, 0);
    both(produce, consume);
}
