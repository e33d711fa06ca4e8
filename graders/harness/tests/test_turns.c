/* Tests of the turns: each scenario is a test; its facts are "failed LINE". */
#define _GNU_SOURCE
#include "probe.h"
#include "turns.h"

#include <errno.h>
#include <stdio.h>

static int failures;

#define EXPECT(condition)                                                      \
    do {                                                                       \
        if (!(condition)) {                                                    \
            failures++;                                                        \
            printf("FAIL  test_turns.c:%d: %s\n", __LINE__, #condition);       \
        }                                                                      \
    } while (0)

static void end(const char *name)
{
    printf("%s %s\n", failures ? "FAIL " : "ok   ", name);
    fflush(stdout);
}

static void mutexes(void)
{
    probe_reset();
    struct actor *a = actor_start("a", probe_lock, NULL);
    struct actor *b = actor_start("b", probe_lock, NULL);
    EXPECT(actor_run_until(a, STEP_LOCK, 1) == ACTOR_PAUSED);
    EXPECT(actor_locks_held(a) == 1);
    EXPECT(actor_run(b) == ACTOR_BLOCKED && actor_blocked(b));
    EXPECT(actor_run(a) == ACTOR_FINISHED);
    EXPECT(actor_run(b) == ACTOR_FINISHED);
    actors_finish();
    EXPECT(probe_count == 2);
    probe_errorcheck(NULL);
    EXPECT(probe_count == 2);
    end("mutexes");
}

static void conditions(void)
{
    probe_reset();
    struct actor *a = actor_start("a", probe_wait, NULL);
    struct actor *b = actor_start("b", probe_wait, NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED && actor_run(b) == ACTOR_BLOCKED);
    EXPECT(actor_wake_spuriously(a) && actor_run(a) == ACTOR_BLOCKED);
    probe_make_ready(NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED); /* b has waited longer now */
    EXPECT(actor_run(b) == ACTOR_FINISHED);
    probe_make_ready(&failures);
    actors_finish();
    EXPECT(probe_count == 2);
    probe_reset();
    wake_order(WAKE_NEWEST);
    a = actor_start("a", probe_wait, NULL);
    b = actor_start("b", probe_wait, NULL);
    actor_run(a);
    actor_run(b);
    probe_make_ready(NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED && actor_run(b) == ACTOR_FINISHED);
    probe_make_ready(NULL);
    actors_finish();
    end("conditions");
}

static void spurious(void)
{
    probe_reset();
    spurious_wakeups(1);
    struct actor *a = actor_start("a", probe_wait_with_if, NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED);
    EXPECT(actors_settle());
    actors_finish();
    EXPECT(probe_error == EINVAL);
    probe_reset();
    a = actor_start("a", probe_wait, NULL);
    EXPECT(!actors_settle() && actor_blocked(a));
    probe_make_ready(NULL);
    actors_finish();
    EXPECT(probe_count == 1);
    end("spurious");
}

static void deadlines(void)
{
    int64_t deadline = clock_now_ns() + 500;
    probe_reset();
    struct actor *a = actor_start("a", probe_timed_wait, &deadline);
    EXPECT(actor_run(a) == ACTOR_BLOCKED);
    clock_advance(499);
    EXPECT(actor_run(a) == ACTOR_BLOCKED);
    wall_clock_step(INT64_C(3600000000000));
    EXPECT(actor_run(a) == ACTOR_BLOCKED);
    clock_advance(1);
    EXPECT(actor_run(a) == ACTOR_FINISHED && probe_error == ETIMEDOUT);
    actors_finish();
    deadline = clock_now_ns() + 1000;
    actor_start("a", probe_timed_wait, &deadline);
    actors_finish();
    EXPECT(probe_error == ETIMEDOUT && clock_now_ns() == deadline);
    int64_t duration = 7000, before = clock_now_ns();
    actor_start("a", probe_sleep, &duration);
    actor_start("b", probe_sleep, &duration);
    actors_finish();
    EXPECT(clock_now_ns() == before + 7000 && probe_count == 2);
    EXPECT(probe_clock(0) == clock_now_ns());
    EXPECT(probe_clock(1) > probe_clock(0));
    end("deadlines");
}

static void semaphores(void)
{
    probe_reset();
    struct actor *a = actor_start("a", probe_sem_wait, NULL);
    struct actor *b = actor_start("b", probe_sem_timed, NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED && actor_run(b) == ACTOR_BLOCKED);
    probe_sem_post(NULL);
    EXPECT(actor_run(a) == ACTOR_FINISHED && probe_count == 1);
    actors_finish();
    EXPECT(probe_error == ETIMEDOUT);
    end("semaphores");
}

static void rwlocks(void)
{
    probe_reset();
    struct actor *r = actor_start("reader", probe_read, NULL);
    struct actor *w = actor_start("writer", probe_write, NULL);
    struct actor *r2 = actor_start("reader 2", probe_read, NULL);
    EXPECT(actor_run(r) == ACTOR_FINISHED);
    EXPECT(actor_run(w) == ACTOR_BLOCKED);
    EXPECT(actor_run(r2) == ACTOR_FINISHED);
    probe_unlock_rw(NULL);
    EXPECT(actor_run(w) == ACTOR_BLOCKED);
    probe_unlock_rw(NULL);
    EXPECT(actor_run(w) == ACTOR_FINISHED);
    actors_finish();
    EXPECT(probe_count == 3);
    end("rwlocks");
}

static void barriers_and_once(void)
{
    probe_reset();
    for (int round = 0; round < 3; round++) {
        struct actor *a = actor_start("a", probe_barrier, NULL);
        actor_start("b", probe_barrier, NULL);
        EXPECT(actor_run(a) == ACTOR_BLOCKED);
        actors_finish();
    }
    EXPECT(probe_count == 3);
    actor_start("a", probe_once, NULL);
    actor_start("b", probe_once, NULL);
    actors_finish();
    EXPECT(probe_count == 4);
    end("barriers_and_once");
}

static void busy(void)
{
    probe_reset();
    struct actor *a = actor_start("a", probe_yield_until_ready, NULL);
    struct actor *b = actor_start("b", probe_spin, NULL);
    EXPECT(actor_run(a) == ACTOR_BLOCKED && actor_is_busy(a));
    EXPECT(busy_steps() > 0);
    EXPECT(actor_run(b) == ACTOR_BLOCKED && actor_is_busy(b));
    probe_flag = 1;
    actors_finish();
    end("busy");
}

/* It loses the turn after the same number of calls each time, on any machine;
 * a timer would strike sooner or later. */
static void busy_with_calls(void)
{
    int first = 0;
    for (int trial = 0; trial < 3; trial++) {
        probe_reset();
        struct actor *a = actor_start("a", probe_call_until_flag, NULL);
        EXPECT(actor_run(a) == ACTOR_BLOCKED && actor_is_busy(a));
        first = first == 0 ? probe_count : first;
        EXPECT(probe_count == first && first > 1000);
        probe_flag = 1;
        actors_finish();
    }
    end("busy_with_calls");
}

/* There is as much memory for it as the harness says, not the machine. */
static void memory_ends(void)
{
    probe_reset();
    actor_start("a", probe_eat, NULL);
    actors_finish();
    EXPECT(probe_count >= 63 && probe_count <= 64);
    EXPECT(heap_blocks() == 0);
    end("memory_ends");
}

static void threads_of_the_attempt(void)
{
    probe_reset();
    struct actor *a = actor_start("a", probe_create_and_join, NULL);
    EXPECT(actor_run(a) == ACTOR_FINISHED && probe_error == 0);
    actors_finish();
    EXPECT(probe_count == 1);
    probe_c11(NULL); /* by the script itself */
    EXPECT(probe_error == 0 && probe_count == 2);
    actors_finish();
    size_t blocks = heap_blocks();
    probe_heap(NULL);
    EXPECT(probe_count == 1 && heap_blocks() == blocks);
    end("threads_of_the_attempt");
}

static int trials_seen;

static void count_trial(void)
{
    trials_seen++;
}

static void crossing(void)
{
    probe_reset();
    int trials = actors_cross(&(struct crossing){
        .first_name = "first",
        .first = probe_lock,
        .second_name = "second",
        .second = probe_lock,
        .tear_down = count_trial,
    });
    /* After the lock, after the unlock, and without a pause. */
    EXPECT(trials == 3 && trials_seen == 3 && probe_count == 6);
    end("crossing");
}

/* These end the scenario; run.sh expects the words. */
static void ends_in_deadlock(void)
{
    probe_reset();
    actor_start("keeper", probe_lock_and_keep, NULL);
    actor_start("next", probe_lock, NULL);
    actors_finish();
}

static void ends_in_lost_wakeup(void)
{
    probe_reset();
    actor_start("waiter", probe_wait, NULL);
    actors_finish();
}

static void ends_in_livelock(void)
{
    probe_reset();
    actor_start("spinner", probe_spin, NULL);
    actors_finish();
}

static void ends_in_misuse(void)
{
    probe_reset();
    probe_unlock_rw(NULL);
}

const struct scenario scenarios[] = {
    {"mutexes", mutexes},
    {"conditions", conditions},
    {"spurious", spurious},
    {"deadlines", deadlines},
    {"semaphores", semaphores},
    {"rwlocks", rwlocks},
    {"barriers_and_once", barriers_and_once},
    {"busy", busy},
    {"busy_with_calls", busy_with_calls},
    {"memory_ends", memory_ends},
    {"threads_of_the_attempt", threads_of_the_attempt},
    {"crossing", crossing},
    {"ends_in_deadlock", ends_in_deadlock},
    {"ends_in_lost_wakeup", ends_in_lost_wakeup},
    {"ends_in_livelock", ends_in_livelock},
    {"ends_in_misuse", ends_in_misuse},
    {0},
};
