/* Main waits until all the parts are ready, then uses them without a lock:
 * what was written before a count is visible after the wait. */
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdio.h>

enum { PARTS = 3 };

static struct sync_latch ready = SYNC_LATCH_INIT(PARTS);
static int parts[PARTS];

static void *make_part(void *argument)
{
    int *part = argument;

    *part = 10 * (int)(part - parts + 1);
    sync_latch_count_down(&ready);
    return NULL;
}

int main(void)
{
    struct sync_thread makers[PARTS];
    int sum = 0;

    for (int i = 0; i < PARTS; i++) {
        sync_thread_start(&makers[i], "maker", make_part, &parts[i]);
    }
    sync_latch_wait(&ready);
    for (int i = 0; i < PARTS; i++) {
        sum += parts[i];
    }
    printf("the parts make %d\n", sum);
    for (int i = 0; i < PARTS; i++) {
        (void)sync_thread_join(&makers[i]);
    }
    sync_latch_destroy(&ready);
    return sum == 60 ? 0 : 1;
}
