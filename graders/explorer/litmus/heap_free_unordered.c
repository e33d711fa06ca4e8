// Question: is freeing an access? What is not ordered against it races.
// Verdict: data_race
#include "litmus.h"

static int *block;

static void *use(void *unused)
{
    block[0] = 1;
    return unused;
}

int main(void)
{
    block = malloc(sizeof *block);
    pthread_t thread = start(use, NULL);
    sched_yield();
    free(block);
    finish(thread);
}
