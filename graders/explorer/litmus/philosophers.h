/* philosophers.h - SEATS philosophers with a fork between each two, who eat
 * MEALS times. With LEFT_HANDED the last one takes the left fork first.
 */
#include "litmus.h"

#ifndef MEALS
#define MEALS 1
#endif

static pthread_mutex_t forks[SEATS];

static void *dine(void *seat)
{
    int right = (int)(intptr_t)seat, left = (right + 1) % SEATS;
    int first = LEFT_HANDED && left < right ? left : right;
    for (int i = 0; i < MEALS; i++) {
        pthread_mutex_lock(&forks[first]);
        pthread_mutex_lock(&forks[right + left - first]);
        pthread_mutex_unlock(&forks[right + left - first]);
        pthread_mutex_unlock(&forks[first]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < SEATS; i++)
        threads[i] = start(dine, (void *)(intptr_t)i);
    for (int i = 0; i < SEATS; i++)
        finish(threads[i]);
}
