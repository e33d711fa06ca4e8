// Question: and one that only some orders show?
// Verdict: memory_error
// Never: data_race
// Strategies: no
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int *block;

static void *use(void *unused)
{
    pthread_mutex_lock(&lock);
    block[0]++;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *drop(void *unused)
{
    pthread_mutex_lock(&lock);
    free(block);
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    block = calloc(1, sizeof *block);
    both(use, drop);
}
