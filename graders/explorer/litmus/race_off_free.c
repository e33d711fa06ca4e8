// Question: and of a free that races, if races are no failure? It is a step,
// as is the access: another thread may free between the two.
// Verdict: memory_error
// Options: races=off
// Never: data_race
#include "litmus.h"

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static int *block;

static void *use(void *unused)
{
    pthread_mutex_lock(&first);
    int value = block[0];
    pthread_mutex_unlock(&first);
    (void)value;
    return unused;
}

static void *drop(void *unused)
{
    pthread_mutex_lock(&second);
    free(block);
    pthread_mutex_unlock(&second);
    return unused;
}

int main(void)
{
    block = calloc(1, sizeof *block);
    both(use, drop);
}
