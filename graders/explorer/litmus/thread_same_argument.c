// Question: may all threads get the address of the loop's variable?
// Verdict: data_race
#include "litmus.h"

static void *work(void *number)
{
    assert(*(int *)number < 3);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &i);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}
