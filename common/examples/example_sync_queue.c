/* Two workers, a queue of four, and an orderly end: join waits until all the
 * work is finished, close lets the workers go home. */
#include "sync_queue.h"
#include "sync_thread.h"

#include <stdio.h>

enum { WORKERS = 2, JOBS = 20 };

static struct sync_queue queue = SYNC_QUEUE_INIT(4);

static void *work(void *argument)
{
    int done = 0;
    void *job;

    while (sync_queue_get(&queue, &job) == 0) {
        *(int *)job *= 2;
        done++;
        sync_queue_task_done(&queue);
    }
    *(int *)argument = done;
    return NULL;
}

static int sum_of(const int *numbers, int count)
{
    int sum = 0;

    for (int i = 0; i < count; i++) {
        sum += numbers[i];
    }
    return sum;
}

int main(void)
{
    struct sync_thread workers[WORKERS];
    int done[WORKERS];
    int jobs[JOBS];

    for (int i = 0; i < WORKERS; i++) {
        sync_thread_start(&workers[i], "worker", work, &done[i]);
    }
    for (int i = 0; i < JOBS; i++) {
        jobs[i] = i;
        (void)sync_queue_put(&queue, &jobs[i]);
    }
    sync_queue_join(&queue);
    printf("all the work is finished: the sum is %d\n", sum_of(jobs, JOBS));
    sync_queue_close(&queue);
    for (int i = 0; i < WORKERS; i++) {
        (void)sync_thread_join(&workers[i]);
    }
    printf("the workers have done %d jobs and gone home\n",
           sum_of(done, WORKERS));
    sync_queue_destroy(&queue);
    return 0;
}
