/* A starter's gun: set and cleared at once, and still every runner starts. */
#include "sync_event.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdio.h>

enum { RUNNERS = 4 };

static struct sync_event gun = SYNC_EVENT_INIT;
static struct sync_latch started = SYNC_LATCH_INIT(RUNNERS);

static void *run(void *argument)
{
    sync_event_wait(&gun);
    sync_latch_count_down(&started);
    return argument;
}

int main(void)
{
    struct sync_thread runners[RUNNERS];

    for (int i = 0; i < RUNNERS; i++) {
        sync_thread_start(&runners[i], "runner", run, NULL);
    }
    /* A runner may come to the line only after a shot, so shoot until all
     * have started; each shot releases whoever waits at that moment. */
    while (!sync_latch_is_open(&started)) {
        sync_event_set(&gun);
        sync_event_clear(&gun);
    }
    for (int i = 0; i < RUNNERS; i++) {
        (void)sync_thread_join(&runners[i]);
    }
    printf("all %d runners have started, and the gun is %s\n", RUNNERS,
           sync_event_is_set(&gun) ? "set" : "not set");
    sync_event_destroy(&gun);
    sync_latch_destroy(&started);
    return 0;
}
