/* sync_mutex.h under every schedule. */
#include "sync_mutex.h"

#include "explore.h"

#include <stdlib.h>

static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static int count;   /* under mutex */
static long in_use; /* threads between lock and unlock */

static void enter_and_leave(void)
{
    explore_expect("threads that hold it", 1, explore_add(&in_use, 1),
                   "two threads hold the mutex");
    count++;
    explore_add(&in_use, -1);
}

static void lock_and_count(void *unused)
{
    (void)unused;
    sync_mutex_lock(&mutex);
    enter_and_leave();
    sync_mutex_unlock(&mutex);
}

static void try_and_count(void *unused)
{
    (void)unused;
    if (!sync_mutex_trylock(&mutex)) {
        explore_reached("a try that is refused");
        return;
    }
    enter_and_leave();
    sync_mutex_unlock(&mutex);
}

static void excludes(void)
{
    explore_thread("first", lock_and_count, NULL);
    explore_thread("second", lock_and_count, NULL);
    explore_thread("tries", try_and_count, NULL);
    explore_join_all();
    sync_mutex_lock(&mutex);
    explore_require(count >= 2, VERDICT_WRONG_RESULT, "2 or 3 counts", "fewer",
                    "lost update");
    sync_mutex_unlock(&mutex);
    sync_mutex_destroy(&mutex);
}

/* Whoever locks it last may destroy it, while the one before is still about to
 * return from its unlock. */
struct shared {
    struct sync_mutex mutex;
    int users;
};

static void use_and_free(void *argument)
{
    struct shared *shared = argument;
    sync_mutex_lock(&shared->mutex);
    bool last = --shared->users == 0;
    sync_mutex_unlock(&shared->mutex);
    if (!last)
        return;
    sync_mutex_destroy(&shared->mutex);
    free(shared);
}

static void last_user_destroys(void)
{
    struct shared *shared = malloc(sizeof *shared);
    sync_mutex_init(&shared->mutex);
    shared->users = 2;
    explore_thread("first", use_and_free, shared);
    explore_thread("second", use_and_free, shared);
    explore_join_all();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "excludes",
     .claim = "One thread at a time holds it; a try never waits.",
     .play = excludes,
     .must_reach = {"a try that is refused"}},
    {.name = "last_user_destroys",
     .claim = "The last user may destroy and free it.",
     .play = last_user_destroys,
     .leaks = true},
    {.name = NULL},
};
