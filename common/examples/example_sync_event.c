/* Two events: one is cleared again, to be used for the next announcement; one
 * stays set, so that it does not matter who comes before it and who after. */
#include "sync_event.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdio.h>

enum { VISITORS = 4 };

static struct sync_event open_for_good = SYNC_EVENT_INIT;
static struct sync_event ready = SYNC_EVENT_INIT;
static struct sync_latch inside = SYNC_LATCH_INIT(VISITORS);

static void *visit(void *argument)
{
    sync_event_wait(&open_for_good);
    sync_latch_count_down(&inside);
    return argument;
}

static void *announce(void *argument)
{
    printf("ready\n");
    sync_event_set(&ready);
    return argument;
}

int main(void)
{
    struct sync_thread visitors[VISITORS];
    struct sync_thread herald;

    for (int i = 0; i < VISITORS; i++) {
        sync_thread_start(&visitors[i], "visitor", visit, NULL);
    }
    sync_thread_start(&herald, "herald", announce, NULL);
    sync_event_wait(&ready);
    sync_event_clear(&ready);
    printf("ready is %s again\n", sync_event_is_set(&ready) ? "set" : "clear");
    sync_event_set(&open_for_good);
    sync_latch_wait(&inside);
    printf("all %d are inside\n", VISITORS);
    for (int i = 0; i < VISITORS; i++) {
        (void)sync_thread_join(&visitors[i]);
    }
    (void)sync_thread_join(&herald);
    sync_event_destroy(&open_for_good);
    sync_event_destroy(&ready);
    sync_latch_destroy(&inside);
    return 0;
}
