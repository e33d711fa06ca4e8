/* A bounded buffer: PRODUCERS and CONSUMERS of ITEMS each, CAPACITY slots, one
 * mutex, two conditions. With -DBUG_IF a waiter does not look again. */
#include <assert.h>
#include <pthread.h>

#ifndef PRODUCERS
#define PRODUCERS 2
#endif
#ifndef CONSUMERS
#define CONSUMERS 2
#endif
#ifndef ITEMS
#define ITEMS 2
#endif
#ifndef CAPACITY
#define CAPACITY 1
#endif
#ifdef BUG_IF
#define WAIT_IF if
#else
#define WAIT_IF while
#endif

static pthread_mutex_t lock;
static pthread_cond_t not_full, not_empty;
static int slots[CAPACITY], count, next_in, next_out;

static void *produce(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        WAIT_IF(count == CAPACITY)
        pthread_cond_wait(&not_full, &lock);
        assert(count < CAPACITY);
        slots[next_in] = i + 1;
        next_in = (next_in + 1) % CAPACITY;
        count++;
        pthread_cond_signal(&not_empty);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void *consume(void *unused)
{
    for (int i = 0; i < ITEMS; i++) {
        pthread_mutex_lock(&lock);
        WAIT_IF(count == 0)
        pthread_cond_wait(&not_empty, &lock);
        assert(count > 0);
        int item = slots[next_out];
        next_out = (next_out + 1) % CAPACITY;
        count--;
        assert(item > 0);
        pthread_cond_signal(&not_full);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[PRODUCERS + CONSUMERS];
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&not_full, NULL);
    pthread_cond_init(&not_empty, NULL);
    for (int i = 0; i < PRODUCERS; i++)
        pthread_create(&threads[i], NULL, produce, NULL);
    for (int i = 0; i < CONSUMERS; i++)
        pthread_create(&threads[PRODUCERS + i], NULL, consume, NULL);
    for (int i = 0; i < PRODUCERS + CONSUMERS; i++)
        pthread_join(threads[i], NULL);
    assert(count == 0);
    return 0;
}
