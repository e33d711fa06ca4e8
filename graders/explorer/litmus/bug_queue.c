// Question: a queue whose reader trusts a flag of its own over the queue's.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int queue[4], head, tail;
static bool enqueue = true, dequeue;

static void *produce(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        if (enqueue) {
            queue[tail++] = i;
            enqueue = false;
            dequeue = true;
        }
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        pthread_mutex_lock(&lock);
        if (dequeue) {
            int value = queue[head++];
            assert(value == i);
            dequeue = false;
            enqueue = true;
        }
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    both(produce, consume);
}
