// Question: what if there are more schedules than the budget allows?
// Verdict: limit_reached
// Options: budget=20
// Never: verdict: ok
// Strategies: no
#include "litmus.h"

static atomic_int counter;
static int seen[3];

static void *count(void *place)
{
    for (int i = 0; i < 20; i++)
        seen[(intptr_t)place] += counter++ * (int)(intptr_t)place;
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        threads[i] = start(count, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++)
        finish(threads[i]);
}
