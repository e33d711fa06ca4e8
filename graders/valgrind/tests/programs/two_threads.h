/* two_threads.h - runs two bodies after one another or at the same time. */
#ifndef TWO_THREADS_H
#define TWO_THREADS_H

#include <pthread.h>
#include <stddef.h>

/* Runs both at once and joins them. The tools compare the order of locks, not
 * of time, so what they report does not depend on who is faster.
 * Blocks until both have returned. */
static inline void run_both(void *(*first)(void *), void *(*second)(void *))
{
    pthread_t one;
    pthread_t two;
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
}

/* Runs one to its end and then the other. Blocks until both have returned. */
static inline void run_in_turn(void *(*first)(void *), void *(*second)(void *))
{
    pthread_t thread;
    pthread_create(&thread, NULL, first, NULL);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, second, NULL);
    pthread_join(thread, NULL);
}

#endif
