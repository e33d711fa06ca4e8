/* sync_latch.h under every schedule. */
#include "sync_latch.h"

#include "explore.h"

#include <stdlib.h>

static struct sync_latch latch;
static int done[2]; /* each is written before its count */

static void work(void *number)
{
    *(int *)number = 1;
    sync_latch_count_down(&latch);
}

static void expect_both_done(void)
{
    explore_expect("work that is done when the latch opens", 2,
                   done[0] + done[1], "the latch opened too early");
}

static void wait_for_both(void *unused)
{
    (void)unused;
    sync_latch_wait(&latch);
    expect_both_done();
}

static void opens_for_all(void)
{
    sync_latch_init(&latch, 2);
    explore_thread("first waiter", wait_for_both, NULL);
    explore_thread("first worker", work, &done[0]);
    explore_thread("second worker", work, &done[1]);
    wait_for_both(NULL);
    explore_join_all();
    sync_latch_destroy(&latch);
}

static void arrive(void *number)
{
    *(int *)number = 1;
    sync_latch_arrive_and_wait(&latch);
    expect_both_done();
}

static void arrive_and_wait(void)
{
    sync_latch_init(&latch, 2);
    explore_thread("first", arrive, &done[0]);
    explore_thread("second", arrive, &done[1]);
    explore_join_all();
    sync_latch_destroy(&latch);
}

static void wait_until(void *unused)
{
    (void)unused;
    if (sync_latch_wait_until(&latch, explore_now_ns() + 1000) != 0)
        explore_reached("the deadline passes");
    else
        explore_expect("work that is done", 1, done[0],
                       "the latch opened too early");
}

static void deadline_against_count(void)
{
    sync_latch_init(&latch, 1);
    explore_thread("waiter", wait_until, NULL);
    explore_thread("worker", work, &done[0]);
    explore_join_all();
    sync_latch_destroy(&latch);
}

static void count_last(void *shared)
{
    sync_latch_count_down((struct sync_latch *)shared);
}

static void waiter_destroys(void)
{
    struct sync_latch *shared = malloc(sizeof *shared);
    sync_latch_init(shared, 2);
    explore_thread("first", count_last, shared);
    explore_thread("second", count_last, shared);
    sync_latch_wait(shared);
    sync_latch_destroy(shared);
    free(shared);
    explore_join_all();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "opens_for_all",
     .claim = "It opens for all when all have counted.",
     .play = opens_for_all,
     .spurious = 1},
    {.name = "arrive_and_wait",
     .claim = "Nobody goes on before all have arrived.",
     .play = arrive_and_wait,
     .spurious = 1},
    {.name = "deadline_against_count",
     .claim = "A wait ends by the last count or its deadline.",
     .play = deadline_against_count,
     .must_reach = {"the deadline passes"}},
    {.name = "waiter_destroys",
     .claim = "Whoever waited for it may free it.",
     .play = waiter_destroys,
     .leaks = true},
    {.name = NULL},
};
