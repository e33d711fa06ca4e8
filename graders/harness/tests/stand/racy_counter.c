/* The attempt of the stand's tests: each way to hang or to crash, on a line
 * that its comment names. */
#include "victim.h"

#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t second = PTHREAD_MUTEX_INITIALIZER;
static volatile int turning = 1;
static int *volatile nothing = NULL;
static void (*volatile nowhere)(void) = NULL;

void lock_forwards(void)
{
    pthread_mutex_lock(&first);
    victim_meet();
    pthread_mutex_lock(&second); /* forwards */
}

void lock_backwards(void)
{
    pthread_mutex_lock(&second);
    victim_meet();
    pthread_mutex_lock(&first); /* backwards */
}

void spin(void)
{
    victim_ready();
    while (turning) /* spin */
        ;
}

void crash(void)
{
    *nothing = 1; /* crash */
}

void call_nowhere(void)
{
    nowhere(); /* nowhere */
}

int recurse(int depth)
{
    volatile char room[256];
    room[0] = (char)depth;
    return recurse(depth + 1) + room[0]; /* recurse */
}

void block_deep(int depth)
{
    if (depth > 0) {
        block_deep(depth - 1);
        turning = depth;
        return;
    }
    victim_block(); /* deep */
}
