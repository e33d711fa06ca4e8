/* buffer.h - a bounded buffer of CAPACITY, PRODUCERS and CONSUMERS of ITEMS
 * each, a mutex, two condition variables. WAIT_WHILE is the word before the
 * condition.
 */
#include "litmus.h"

#ifndef WAIT_WHILE
#define WAIT_WHILE while
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_room = PTHREAD_COND_INITIALIZER;
static pthread_cond_t has_items = PTHREAD_COND_INITIALIZER;
static int buffer[CAPACITY], count, in, out;

static void *produce(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        WAIT_WHILE(count == CAPACITY)
        pthread_cond_wait(&has_room, &lock);
        assert(count < CAPACITY);
        buffer[in] = i + 1;
        in = (in + 1) % CAPACITY;
        count++;
        pthread_cond_signal(&has_items);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        WAIT_WHILE(count == 0)
        pthread_cond_wait(&has_items, &lock);
        assert(count > 0);
        assert(buffer[out] > 0);
        out = (out + 1) % CAPACITY;
        count--;
        pthread_cond_signal(&has_room);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[PRODUCERS + CONSUMERS];
    for (int i = 0; i < PRODUCERS; i++)
        threads[i] = start(produce, NULL);
    for (int i = 0; i < CONSUMERS; i++)
        threads[PRODUCERS + i] = start(consume, NULL);
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++)
        finish(threads[i]);
}
