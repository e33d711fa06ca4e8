// Question: each copies from its neighbour; in one order only is it a circle.
// Verdict: wrong_result
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int token[4] = {1, 0, 0, 0};

static void copy_to(int place)
{
    pthread_mutex_lock(&lock);
    token[place] = token[place - 1];
    pthread_mutex_unlock(&lock);
}

static void *first(void *unused)
{
    copy_to(1);
    return unused;
}

static void *second(void *unused)
{
    copy_to(2);
    return unused;
}

static void *third(void *unused)
{
    copy_to(3);
    return unused;
}

int main(void)
{
    three(first, second, third);
    assert(token[3] == 1);
}
