// The test and what follows from it are in two critical sections.
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int seats = 1;

static int seats_left(void)
{
    pthread_mutex_lock(&lock);
    int left = seats;
    pthread_mutex_unlock(&lock);
    return left;
}

static void *book(void *unused)
{
    if (seats_left() > 0) {
        pthread_mutex_lock(&lock);
        seats--;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, book, NULL);
    pthread_create(&b, NULL, book, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(seats >= 0);
    return 0;
}
