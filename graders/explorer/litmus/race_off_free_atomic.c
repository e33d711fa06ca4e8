// Question: and if the access is atomic, and a step anyway?
// Verdict: memory_error
// Options: races=off
// Never: data_race
#include "litmus.h"

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static atomic_int *block;

static void *use(void *unused)
{
    pthread_mutex_lock(&first);
    atomic_fetch_add(block, 1);
    pthread_mutex_unlock(&first);
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
