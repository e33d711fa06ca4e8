#include "sync_barrier.h"

#include <stdatomic.h>

#include "sync_clock.h"
#include "sync_thread.h"
#include "testing.h"

enum { PARTIES = 3, ROUNDS = 500 };

static struct sync_barrier barrier = SYNC_BARRIER_INIT(PARTIES);

static atomic_int arrived[ROUNDS];
static atomic_int leaders[ROUNDS];

static void *take_part(void *argument)
{
    for (int round = 0; round < ROUNDS; round++) {
        enum sync_barrier_outcome outcome;

        (void)atomic_fetch_add(&arrived[round], 1);
        outcome = sync_barrier_wait(&barrier);
        cr_assert_eq(atomic_load(&arrived[round]), PARTIES);
        cr_assert(outcome == SYNC_BARRIER_MEMBER ||
                  outcome == SYNC_BARRIER_LEADER);
        if (outcome == SYNC_BARRIER_LEADER) {
            (void)atomic_fetch_add(&leaders[round], 1);
        }
    }
    return argument;
}

static void *wait_once(void *argument)
{
    *(enum sync_barrier_outcome *)argument = sync_barrier_wait(&barrier);
    return NULL;
}

/* PARTIES - 1 threads that wait. */
struct group {
    struct sync_thread threads[PARTIES - 1];
    enum sync_barrier_outcome outcomes[PARTIES - 1];
};

static void group_start(struct group *group)
{
    for (int i = 0; i < PARTIES - 1; i++) {
        sync_thread_start(&group->threads[i], i == 0 ? "ann" : "ben", wait_once,
                          &group->outcomes[i]);
    }
    while (sync_barrier_waiting(&barrier) < PARTIES - 1) {
        (void)sched_yield();
    }
}

static void group_expect(struct group *group,
                         enum sync_barrier_outcome expected)
{
    for (int i = 0; i < PARTIES - 1; i++) {
        (void)sync_thread_join(&group->threads[i]);
        cr_assert_eq(group->outcomes[i], expected);
    }
}

Test(sync_barrier, each_round_has_all_parties_and_one_leader)
{
    struct sync_thread threads[PARTIES];

    for (int i = 0; i < PARTIES; i++) {
        sync_thread_start(&threads[i], "party", take_part, NULL);
    }
    for (int i = 0; i < PARTIES; i++) {
        (void)sync_thread_join(&threads[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        cr_assert_eq(atomic_load(&leaders[round]), 1);
    }
    sync_barrier_destroy(&barrier);
}

Test(sync_barrier, last_to_arrive_is_the_leader)
{
    struct group group;

    group_start(&group);
    cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_LEADER);
    group_expect(&group, SYNC_BARRIER_MEMBER);
}

Test(sync_barrier, of_one_never_waits)
{
    struct sync_barrier alone;

    memset(&alone, 0xa5, sizeof(alone));
    sync_barrier_init(&alone, 1);
    cr_assert_eq(sync_barrier_wait(&alone), SYNC_BARRIER_LEADER);
    cr_assert_eq(sync_barrier_wait_until(&alone, 0), SYNC_BARRIER_LEADER);
    sync_barrier_destroy(&alone);
}

Test(sync_barrier, breaking_releases_those_who_wait)
{
    struct group group;

    group_start(&group);
    sync_barrier_break(&barrier);
    group_expect(&group, SYNC_BARRIER_BROKEN);
    cr_assert(sync_barrier_is_broken(&barrier));
    cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_BROKEN);
}

Test(sync_barrier, reset_releases_those_who_wait_and_mends)
{
    struct group group;

    group_start(&group);
    sync_barrier_reset(&barrier);
    group_expect(&group, SYNC_BARRIER_BROKEN);
    cr_assert_not(sync_barrier_is_broken(&barrier));
    group_start(&group);
    cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_LEADER);
    group_expect(&group, SYNC_BARRIER_MEMBER);
}

Test(sync_barrier, reset_mends_a_broken_one)
{
    struct group group;

    sync_barrier_break(&barrier);
    sync_barrier_reset(&barrier);
    group_start(&group);
    cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_LEADER);
    group_expect(&group, SYNC_BARRIER_MEMBER);
}

/* The threads of the first group may come back from their round only after
 * the second one has met and the barrier is broken. */
Test(sync_barrier, a_round_keeps_its_outcome)
{
    struct group first;
    struct group second;

    group_start(&first);
    cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_LEADER);
    group_start(&second);
    sync_barrier_break(&barrier);
    group_expect(&first, SYNC_BARRIER_MEMBER);
    group_expect(&second, SYNC_BARRIER_BROKEN);
}

Test(sync_barrier, a_deadline_that_passes_breaks_it)
{
    struct group group;

    sync_barrier_init(&barrier, PARTIES + 1);
    group_start(&group);
    cr_assert_eq(sync_barrier_wait_until(&barrier, sync_deadline_in_ms(1)),
                 SYNC_BARRIER_TIMED_OUT);
    cr_assert(sync_barrier_is_broken(&barrier));
    group_expect(&group, SYNC_BARRIER_BROKEN);
}

Test(sync_barrier, the_last_to_arrive_is_never_too_late)
{
    struct group group;

    group_start(&group);
    cr_assert_eq(sync_barrier_wait_until(&barrier, 0), SYNC_BARRIER_LEADER);
    group_expect(&group, SYNC_BARRIER_MEMBER);
}

/* Destroying waits for the parties that have been released. */
Test(sync_barrier, the_leader_may_destroy_it)
{
    for (int i = 0; i < 200; i++) {
        struct group group;

        sync_barrier_init(&barrier, PARTIES);
        group_start(&group);
        cr_assert_eq(sync_barrier_wait(&barrier), SYNC_BARRIER_LEADER);
        sync_barrier_destroy(&barrier);
        memset(&barrier, 0xa5, sizeof(barrier));
        group_expect(&group, SYNC_BARRIER_MEMBER);
    }
}

static void destroy_in_use(void)
{
    struct group group;

    group_start(&group);
    sync_barrier_destroy(&barrier);
}

static void init_for_nobody(void)
{
    sync_barrier_init(&barrier, 0);
}

Test(sync_barrier, destroying_it_in_use_aborts)
{
    expect_abort(destroy_in_use, "sync_barrier_destroy(&barrier)", "\"ann\"",
                 "\"ben\"");
}

Test(sync_barrier, no_parties_abort)
{
    expect_abort(init_for_nobody, "sync_barrier_init", "at least one", "");
}
