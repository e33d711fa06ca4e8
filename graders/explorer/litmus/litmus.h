/* litmus.h - what nearly every litmus program needs: the headers, and threads
 * in a line.
 */
#ifndef LITMUS_H
#define LITMUS_H

#define _GNU_SOURCE

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

typedef void *body(void *);

static inline pthread_t start(body *function, void *argument)
{
    pthread_t thread;
    pthread_create(&thread, NULL, function, argument);
    return thread;
}

static inline void finish(pthread_t thread)
{
    pthread_join(thread, NULL);
}

/* Runs them at the same time, until they have ended. */
static inline void both(body *one, body *other)
{
    pthread_t first = start(one, NULL), second = start(other, NULL);
    finish(first);
    finish(second);
}

static inline void three(body *one, body *two, body *other)
{
    pthread_t first = start(one, NULL), second = start(two, NULL);
    pthread_t third = start(other, NULL);
    finish(first);
    finish(second);
    finish(third);
}

/* A time limit on the clock, so many milliseconds from now. */
static inline struct timespec in_ms(clockid_t clock, long ms)
{
    struct timespec at;
    clock_gettime(clock, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += ms % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

#endif
