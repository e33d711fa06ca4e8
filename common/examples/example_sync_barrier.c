/* Three threads smooth a row of numbers, step by step: nobody begins a step
 * before all have finished the one before.  The leader prints. */
#include "sync_barrier.h"
#include "sync_thread.h"

#include <stdio.h>
#include <string.h>

enum { THREADS = 3, STEPS = 4, LENGTH = THREADS + 2 };

static struct sync_barrier barrier = SYNC_BARRIER_INIT(THREADS);
static int now[LENGTH] = {0, 0, 0, 0, 80};
static int next[LENGTH];

static void show(int step)
{
    printf("step %d:", step);
    for (int i = 0; i < LENGTH; i++) {
        printf(" %2d", now[i]);
    }
    printf("\n");
}

static void *smooth(void *argument)
{
    const size_t me = (size_t)((int *)argument - now);

    for (int step = 1; step <= STEPS; step++) {
        next[me] = (now[me - 1] + now[me + 1]) / 2;
        if (sync_barrier_wait(&barrier) == SYNC_BARRIER_LEADER) {
            memcpy(&now[1], &next[1], THREADS * sizeof(now[0]));
            show(step);
        }
        (void)sync_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void)
{
    struct sync_thread threads[THREADS];

    for (int i = 0; i < THREADS; i++) {
        sync_thread_start(&threads[i], "smoother", smooth, &now[i + 1]);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)sync_thread_join(&threads[i]);
    }
    sync_barrier_destroy(&barrier);
    return 0;
}
