/* sync_barrier.h under every schedule. */
#include "sync_barrier.h"

#include "explore.h"

#include <stdlib.h>

#define ROUNDS 2

static struct sync_barrier barrier;
static int rounds_begun[2]; /* each written by its own thread */
static long leaders;

/* In each round both have come before one goes on. */
static void meet(void *argument)
{
    int *mine = argument;
    const int *other = mine == &rounds_begun[0] ? mine + 1 : mine - 1;
    for (int round = 1; round <= ROUNDS; round++) {
        *mine = round;
        enum sync_barrier_outcome outcome = sync_barrier_wait(&barrier);
        explore_expect("rounds that the other one has begun", round, *other,
                       "one went on before all had arrived");
        if (outcome == SYNC_BARRIER_LEADER)
            explore_add(&leaders, 1);
        (void)sync_barrier_wait(&barrier); /* both have looked */
    }
}

static void is_used_again(void)
{
    sync_barrier_init(&barrier, 2);
    explore_thread("first", meet, &rounds_begun[0]);
    explore_thread("second", meet, &rounds_begun[1]);
    explore_join_all();
    explore_expect("leaders of two rounds", ROUNDS, explore_get(&leaders),
                   "each round has one leader");
    sync_barrier_destroy(&barrier);
}

static void arrive(void *unused)
{
    (void)unused;
    (void)sync_barrier_wait(&barrier);
}

static void releases_all(void)
{
    sync_barrier_init(&barrier, 3);
    explore_thread("first", arrive, NULL);
    explore_thread("second", arrive, NULL);
    explore_thread("third", arrive, NULL);
    explore_join_all();
    sync_barrier_destroy(&barrier);
}

static void wait_once(void *outcome)
{
    *(enum sync_barrier_outcome *)outcome = sync_barrier_wait(&barrier);
}

static void break_it(void *unused)
{
    (void)unused;
    sync_barrier_break(&barrier);
}

/* Who waits is released; the outcomes agree. */
static void broken_while_they_wait(void)
{
    static enum sync_barrier_outcome outcomes[2];
    sync_barrier_init(&barrier, 2);
    explore_thread("first", wait_once, &outcomes[0]);
    explore_thread("second", wait_once, &outcomes[1]);
    explore_thread("breaks", break_it, NULL);
    explore_join_all();
    bool met = outcomes[0] != SYNC_BARRIER_BROKEN;
    explore_expect("both have the same outcome", met,
                   outcomes[1] != SYNC_BARRIER_BROKEN,
                   "one met the other, the other one nobody");
    explore_reached(met ? "they meet" : "it breaks before");
    sync_barrier_destroy(&barrier);
}

static void wait_until(void *outcome)
{
    *(enum sync_barrier_outcome *)outcome =
        sync_barrier_wait_until(&barrier, explore_now_ns() + 1000);
}

static void deadline_against_arrival(void)
{
    static enum sync_barrier_outcome outcomes[2];
    sync_barrier_init(&barrier, 2);
    explore_thread("first", wait_until, &outcomes[0]);
    explore_thread("second", wait_once, &outcomes[1]);
    explore_join_all();
    bool timed_out = outcomes[0] == SYNC_BARRIER_TIMED_OUT;
    explore_expect("the other one finds it broken", timed_out,
                   outcomes[1] == SYNC_BARRIER_BROKEN,
                   "one met the other, the other one nobody");
    explore_reached(timed_out ? "the deadline passes" : "they meet");
    sync_barrier_destroy(&barrier);
}

/* Any party may destroy it after the last round. */
static void meet_and_free(void *shared)
{
    if (sync_barrier_wait(shared) != SYNC_BARRIER_LEADER)
        return;
    sync_barrier_destroy((struct sync_barrier *)shared);
    free(shared);
}

static void leader_destroys(void)
{
    struct sync_barrier *shared = malloc(sizeof *shared);
    sync_barrier_init(shared, 2);
    explore_thread("first", meet_and_free, shared);
    explore_thread("second", meet_and_free, shared);
    explore_join_all();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "is_used_again",
     .claim = "Round after round nobody goes on before all came.",
     .play = is_used_again,
     .spurious = 1},
    {.name = "releases_all",
     .claim = "The last to come releases all the others.",
     .play = releases_all},
    {.name = "broken_while_they_wait",
     .claim = "A barrier that breaks releases who waits.",
     .play = broken_while_they_wait,
     .must_reach = {"they meet", "it breaks before"}},
    {.name = "deadline_against_arrival",
     .claim = "They meet, or one times out and all know.",
     .play = deadline_against_arrival,
     .must_reach = {"they meet", "the deadline passes"}},
    {.name = "leader_destroys",
     .claim = "A party may free it after the last round.",
     .play = leader_destroys,
     .spurious = 1,
     .leaks = true},
    {.name = NULL},
};
