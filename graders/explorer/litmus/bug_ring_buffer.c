// Question: a ring buffer whose reader does not ask whether anything is in it.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

#define SIZE 3

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ring[SIZE], from, to;

static void *produce(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        ring[to] = i;
        to = (to + 1) % SIZE;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        int value = ring[from];
        from = (from + 1) % SIZE;
        pthread_mutex_unlock(&lock);
        assert(value == i);
    }
    return unused;
}

int main(void)
{
    both(produce, consume);
}
