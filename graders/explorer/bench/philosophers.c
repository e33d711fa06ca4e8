/* SEATS philosophers eat ROUNDS times each, with the fork on their left and
 * the one on their right. They can deadlock, unless with -DFIX the last one
 * begins on the right. */
#include <pthread.h>

#ifndef SEATS
#define SEATS 3
#endif
#ifndef ROUNDS
#define ROUNDS 1
#endif

static pthread_mutex_t forks[SEATS];
static int seats[SEATS], eaten[SEATS];

static void *dine(void *argument)
{
    int seat = *(int *)argument;
    int first = seat, second = (seat + 1) % SEATS;
#ifdef FIX
    if (seat == SEATS - 1) {
        first = second;
        second = seat;
    }
#endif
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&forks[first]);
        pthread_mutex_lock(&forks[second]);
        eaten[seat]++;
        pthread_mutex_unlock(&forks[second]);
        pthread_mutex_unlock(&forks[first]);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++) {
        pthread_mutex_init(&forks[i], NULL);
        seats[i] = i;
    }
    for (int i = 0; i < SEATS; i++)
        pthread_create(&threads[i], NULL, dine, &seats[i]);
    for (int i = 0; i < SEATS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
