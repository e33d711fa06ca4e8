/* sync_once.h under every schedule. */
#include "sync_once.h"

#include "explore.h"

#include <stddef.h>

static struct sync_once once = SYNC_ONCE_INIT;
static int made; /* by the function, before anybody goes on */

static void make(void *unused)
{
    (void)unused;
    made++;
}

static void need_it(void *unused)
{
    (void)unused;
    sync_once_run(&once, make, NULL);
    explore_expect("how often it was made", 1, made,
                   "a call returned before the function had run, or it ran "
                   "twice");
}

static void runs_once_for_all(void)
{
    explore_thread("first", need_it, NULL);
    explore_thread("second", need_it, NULL);
    explore_thread("third", need_it, NULL);
    explore_join_all();
    sync_once_destroy(&once);
}

/* Whoever sees that it is done sees what it did. */
static void look(void *unused)
{
    (void)unused;
    if (!sync_once_is_done(&once))
        return;
    explore_reached("somebody sees that it is done");
    explore_expect("how often it was made", 1, made,
                   "it is done, but what it did is not there");
}

static void done_is_seen(void)
{
    explore_thread("runs it", need_it, NULL);
    explore_thread("looks", look, NULL);
    explore_join_all();
    sync_once_destroy(&once);
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "runs_once_for_all",
     .claim = "It runs once, before any call returns.",
     .play = runs_once_for_all,
     .spurious = 1},
    {.name = "done_is_seen",
     .claim = "Who sees that it is done sees what it did.",
     .play = done_is_seen,
     .must_reach = {"somebody sees that it is done"}},
    {.name = NULL},
};
