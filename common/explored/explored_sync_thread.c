/* sync_thread.h under every schedule. */
#include "sync_thread.h"

#include "explore.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int results[2];
static long detached_runs;

static void *fill(void *argument)
{
    *(int *)argument = 1;
    return argument;
}

static void join_hands_over(void)
{
    struct sync_thread threads[2];
    for (int i = 0; i < 2; i++)
        sync_thread_start(&threads[i], i == 0 ? "first" : "second", fill,
                          &results[i]);
    for (int i = 0; i < 2; i++) {
        const int *result = sync_thread_join(&threads[i]);
        explore_expect("what the thread wrote", 1, *result,
                       "join() returned before the thread had ended");
    }
}

static void *tell_name(void *argument)
{
    const char *expected = argument;
    explore_require(strcmp(sync_thread_name(), expected) == 0,
                    VERDICT_WRONG_RESULT, "its own name", "another one",
                    "a thread is called by another one's name");
    explore_add(&detached_runs, 1);
    return NULL;
}

/* The handle may be gone before the thread has begun; the name is its own. */
static void start_detached(const char *name)
{
    struct sync_thread thread;
    char copy[16];
    snprintf(copy, sizeof copy, "%s", name);
    sync_thread_start(&thread, copy, tell_name, (void *)(uintptr_t)name);
    sync_thread_detach(&thread);
    memset(copy, 'x', sizeof copy - 1);
}

static void detached_outlives_handle(void)
{
    start_detached("first");
    start_detached("second");
    explore_await(&detached_runs, 2);
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "join_hands_over",
     .claim = "What a thread wrote is there after join().",
     .play = join_hands_over},
    {.name = "detached_outlives_handle",
     .claim = "A detached thread keeps its name without its handle.",
     .play = detached_outlives_handle},
    {.name = NULL},
};
