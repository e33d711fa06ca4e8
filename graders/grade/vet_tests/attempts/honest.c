#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count;

long counter_value(void);
void counter_increment(void);

static long read_locked(void)
{
    return count;
}

void counter_increment(void)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
}

long counter_value(void)
{
    pthread_mutex_lock(&lock);
    long value = read_locked();
    pthread_mutex_unlock(&lock);
    return value;
}
