// Question: a stack whose top is looked at before the lock is taken.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int stack[4], top;

static void *push(void *unused)
{
    pthread_mutex_lock(&lock);
    stack[top++] = 7;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *pop(void *unused)
{
    if (top > 0) {
        pthread_mutex_lock(&lock);
        assert(top > 0);
        assert(stack[--top] == 7);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    three(push, pop, pop);
}
