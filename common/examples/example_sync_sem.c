/* Six visitors, but no more than two inside at a time. */
#include "sync_mutex.h"
#include "sync_sem.h"
#include "sync_thread.h"

#include <stdio.h>

enum { VISITORS = 6, ROOM = 2, VISITS = 200 };

static struct sync_sem room = SYNC_SEM_INIT(ROOM);

static struct {
    struct sync_mutex mutex;
    /* Under mutex: */
    int inside;
    int most;
} door = {.mutex = SYNC_MUTEX_INIT};

static void count(int change)
{
    sync_mutex_lock(&door.mutex);
    door.inside += change;
    if (door.inside > door.most) {
        door.most = door.inside;
    }
    sync_mutex_unlock(&door.mutex);
}

static void *visit(void *argument)
{
    for (int i = 0; i < VISITS; i++) {
        sync_sem_wait(&room);
        count(+1);
        count(-1);
        sync_sem_post(&room);
    }
    return argument;
}

int main(void)
{
    struct sync_thread visitors[VISITORS];

    for (int i = 0; i < VISITORS; i++) {
        sync_thread_start(&visitors[i], "visitor", visit, NULL);
    }
    for (int i = 0; i < VISITORS; i++) {
        (void)sync_thread_join(&visitors[i]);
    }
    printf("never more than %d inside: %s; %u places are free again\n", ROOM,
           door.most <= ROOM ? "true" : "false", sync_sem_value(&room));
    sync_sem_destroy(&room);
    sync_mutex_destroy(&door.mutex);
    return door.most <= ROOM ? 0 : 1;
}
