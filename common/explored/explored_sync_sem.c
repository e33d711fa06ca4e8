/* sync_sem.h under every schedule. */
#include "sync_sem.h"

#include "explore.h"

#include <stdlib.h>

static struct sync_sem sem;
static long inside;

static void visit(void *unused)
{
    (void)unused;
    sync_sem_wait(&sem);
    if (explore_add(&inside, 1) == 2)
        explore_reached("two are inside");
    explore_require(explore_get(&inside) <= 2, VERDICT_WRONG_RESULT,
                    "threads inside: at most 2", "more",
                    "a permit is given out twice");
    explore_add(&inside, -1);
    sync_sem_post(&sem);
}

static void counts_permits(void)
{
    sync_sem_init(&sem, 2);
    explore_thread("first", visit, NULL);
    explore_thread("second", visit, NULL);
    explore_thread("third", visit, NULL);
    explore_join_all();
    explore_expect("permits in the end", 2, (long)sync_sem_value(&sem),
                   "a permit was lost, or is too many");
    sync_sem_destroy(&sem);
}

static void wait_for_one(void *unused)
{
    (void)unused;
    sync_sem_wait(&sem);
}

static void post_two(void *unused)
{
    (void)unused;
    sync_sem_post_n(&sem, 2);
}

static void no_wake_up_is_lost(void)
{
    sync_sem_init(&sem, 0);
    explore_thread("first", wait_for_one, NULL);
    explore_thread("second", wait_for_one, NULL);
    explore_thread("posts", post_two, NULL);
    explore_join_all();
    sync_sem_destroy(&sem);
}

static void wait_until(void *got)
{
    *(bool *)got = sync_sem_wait_until(&sem, explore_now_ns() + 1000) == 0;
}

static void try_one(void *got)
{
    *(bool *)got = sync_sem_try(&sem);
}

/* A wait that times out takes no permit with it. */
static void deadline_against_post(void)
{
    static bool got[2];
    sync_sem_init(&sem, 0);
    explore_thread("waits", wait_until, &got[0]);
    explore_thread("tries", try_one, &got[1]);
    sync_sem_post(&sem);
    explore_join_all();
    explore_expect("permits in the end", 1 - got[0] - got[1],
                   (long)sync_sem_value(&sem), "a permit was lost");
    if (!got[0])
        explore_reached("the deadline passes");
    sync_sem_destroy(&sem);
}

static void post_last(void *shared)
{
    sync_sem_post(shared);
}

/* Who waits for the post may destroy it at once. */
static void waiter_destroys(void)
{
    struct sync_sem *shared = malloc(sizeof *shared);
    sync_sem_init(shared, 0);
    explore_thread("posts", post_last, shared);
    sync_sem_wait(shared);
    sync_sem_destroy(shared);
    free(shared);
    explore_join_all();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "counts_permits",
     .claim = "As many are inside as there are permits.",
     .play = counts_permits,
     .must_reach = {"two are inside"}},
    {.name = "no_wake_up_is_lost",
     .claim = "Each permit lets somebody in who waits.",
     .play = no_wake_up_is_lost,
     .spurious = 1},
    {.name = "deadline_against_post",
     .claim = "A wait that times out takes no permit.",
     .play = deadline_against_post,
     .must_reach = {"the deadline passes"}},
    {.name = "waiter_destroys",
     .claim = "Whoever waited for the post may free it.",
     .play = waiter_destroys,
     .leaks = true},
    {.name = NULL},
};
