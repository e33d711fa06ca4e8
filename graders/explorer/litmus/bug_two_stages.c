// Question: one value under one lock, its double under another one.
// Verdict: wrong_result
#include "litmus.h"

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t two = PTHREAD_MUTEX_INITIALIZER;
static int value, doubled;

static void *write_it(void *unused)
{
    pthread_mutex_lock(&one);
    value = 1;
    pthread_mutex_unlock(&one);
    pthread_mutex_lock(&two);
    doubled = value + 1;
    pthread_mutex_unlock(&two);
    return unused;
}

static void *read_it(void *unused)
{
    pthread_mutex_lock(&one);
    int seen = value;
    pthread_mutex_unlock(&one);
    if (seen) {
        pthread_mutex_lock(&two);
        assert(doubled == seen + 1);
        pthread_mutex_unlock(&two);
    }
    return unused;
}

int main(void)
{
    both(write_it, read_it);
}
