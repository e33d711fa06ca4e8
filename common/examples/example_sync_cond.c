/* A cook and a guest at a counter with room for one plate: two conditions,
 * each named by its predicate, each waited for in a loop. */
#include "sync_cond.h"
#include "sync_thread.h"

#include <stdio.h>

enum { PLATES = 3 };

static struct {
    struct sync_mutex mutex;
    struct sync_cond is_full;  /* signalled when plate becomes != 0 */
    struct sync_cond is_empty; /* signalled when plate becomes 0 */
    /* Under mutex: */
    int plate;
} counter = {.mutex = SYNC_MUTEX_INIT,
             .is_full = SYNC_COND_INIT,
             .is_empty = SYNC_COND_INIT};

static void *cook(void *argument)
{
    for (int plate = 1; plate <= PLATES; plate++) {
        sync_mutex_lock(&counter.mutex);
        while (counter.plate != 0) {
            sync_cond_wait(&counter.is_empty, &counter.mutex);
        }
        counter.plate = plate;
        printf("the cook serves plate %d\n", plate);
        sync_cond_signal(&counter.is_full);
        sync_mutex_unlock(&counter.mutex);
    }
    return argument;
}

static void take_plate(void)
{
    sync_mutex_lock(&counter.mutex);
    while (counter.plate == 0) {
        sync_cond_wait(&counter.is_full, &counter.mutex);
    }
    printf("  the guest eats plate %d\n", counter.plate);
    counter.plate = 0;
    sync_cond_signal(&counter.is_empty);
    sync_mutex_unlock(&counter.mutex);
}

int main(void)
{
    struct sync_thread thread;

    sync_thread_start(&thread, "cook", cook, NULL);
    for (int i = 0; i < PLATES; i++) {
        take_plate();
    }
    (void)sync_thread_join(&thread);
    sync_cond_destroy(&counter.is_full);
    sync_cond_destroy(&counter.is_empty);
    sync_mutex_destroy(&counter.mutex);
    return 0;
}
