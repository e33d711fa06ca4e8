/* sync_cond.h under every schedule. */
#include "sync_cond.h"
#include "sync_mutex.h"

#include "explore.h"

#include <errno.h>
#include <stddef.h>

static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static struct sync_cond changed = SYNC_COND_INIT;
static int tokens; /* under mutex */

static void take(void *unused)
{
    (void)unused;
    sync_mutex_lock(&mutex);
    while (tokens == 0)
        sync_cond_wait(&changed, &mutex);
    tokens--;
    sync_mutex_unlock(&mutex);
}

static void give_one(void *unused)
{
    (void)unused;
    sync_mutex_lock(&mutex);
    tokens++;
    sync_cond_signal(&changed);
    sync_mutex_unlock(&mutex);
}

static void destroy_both(void)
{
    explore_join_all();
    sync_cond_destroy(&changed);
    sync_mutex_destroy(&mutex);
}

static void no_wake_up_is_lost(void)
{
    explore_thread("first taker", take, NULL);
    explore_thread("second taker", take, NULL);
    explore_thread("first giver", give_one, NULL);
    give_one(NULL);
    destroy_both();
}

static void give_two_to_all(void *unused)
{
    (void)unused;
    sync_mutex_lock(&mutex);
    tokens += 2;
    sync_cond_broadcast(&changed);
    sync_mutex_unlock(&mutex);
}

static void broadcast_wakes_all(void)
{
    explore_thread("first taker", take, NULL);
    explore_thread("second taker", take, NULL);
    explore_thread("giver", give_two_to_all, NULL);
    destroy_both();
}

static void take_until(void *unused)
{
    (void)unused;
    int64_t deadline_ns = explore_now_ns() + 1000;
    sync_mutex_lock(&mutex);
    while (tokens == 0)
        if (sync_cond_wait_until(&changed, &mutex, deadline_ns) == ETIMEDOUT)
            break;
    if (tokens > 0) {
        tokens--;
        explore_reached("what was signalled is taken");
    } else {
        explore_reached("the deadline passes");
    }
    sync_mutex_unlock(&mutex);
}

static void deadline_against_signal(void)
{
    explore_thread("taker", take_until, NULL);
    explore_thread("giver", give_one, NULL);
    destroy_both();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "no_wake_up_is_lost",
     .claim = "Each signal wakes somebody who waits.",
     .play = no_wake_up_is_lost,
     .spurious = 1},
    {.name = "broadcast_wakes_all",
     .claim = "A broadcast wakes all who wait.",
     .play = broadcast_wakes_all,
     .spurious = 1},
    {.name = "deadline_against_signal",
     .claim = "A wait ends by a signal or by its deadline.",
     .play = deadline_against_signal,
     .must_reach = {"what was signalled is taken", "the deadline passes"}},
    {.name = NULL},
};
