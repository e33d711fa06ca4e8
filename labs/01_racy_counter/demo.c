/* Lab 01, a program to watch: three rounds with two threads each, at full
 * speed. `make run` builds it with racy_counter.c. What goes wrong here goes
 * wrong by luck, and another time it may not; `make check` needs no luck. */
#include "racy_counter.h"

#include "sync_clock.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define CALLS 1000000
#define LOOK_EVERY_MS 200

/* A thread of a round. The watchdog reads calls_done while it runs. */
struct worker {
    const char *name;
    void (*call)(struct counter *a, struct counter *b);
    struct round *round;
    atomic_long calls_done;
};

struct round {
    const char *title;
    struct worker workers[2];
    struct counter *a, *b;
    struct sync_latch start; /* so that the two run side by side */
    struct sync_latch done;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct round *round = worker->round;
    sync_latch_arrive_and_wait(&round->start);
    for (long i = 0; i < CALLS; i++) {
        worker->call(round->a, round->b);
        atomic_fetch_add(&worker->calls_done, 1);
    }
    sync_latch_count_down(&round->done);
    return NULL;
}

/* The watchdog: as long as somebody gets on, nobody is stuck. */
static bool ends(struct round *round)
{
    long before = -1;
    for (;;) {
        int64_t deadline_ns = sync_deadline_in_ms(LOOK_EVERY_MS);
        if (sync_latch_wait_until(&round->done, deadline_ns) == 0)
            return true;
        long now = atomic_load(&round->workers[0].calls_done) +
                   atomic_load(&round->workers[1].calls_done);
        if (now == before)
            return false;
        before = now;
    }
}

static void say_who_is_stuck(struct round *round)
{
    for (int i = 0; i < 2; i++) {
        long calls = atomic_load(&round->workers[i].calls_done);
        if (calls < CALLS)
            printf("  STUCK: '%s', in call %ld of %d\n", round->workers[i].name,
                   calls + 1, CALLS);
    }
}

/* Returns whether the threads ended. Those that did not are left behind, with
 * their counters: the end of the program ends them. */
static bool play(struct round *round, long in_a, long in_b)
{
    struct sync_thread threads[2];
    printf("%s\n", round->title);
    round->a = counter_create(in_a);
    round->b = counter_create(in_b);
    sync_latch_init(&round->start, 2);
    sync_latch_init(&round->done, 2);
    for (int i = 0; i < 2; i++) {
        round->workers[i].round = round;
        sync_thread_start(&threads[i], round->workers[i].name, work,
                          &round->workers[i]);
    }
    bool ended = ends(round);
    for (int i = 0; i < 2; i++) {
        if (ended)
            sync_thread_join(&threads[i]);
        else
            sync_thread_detach(&threads[i]);
    }
    if (!ended)
        say_who_is_stuck(round);
    return ended;
}

static bool is_value(const char *what, long value, long expected)
{
    bool right = value == expected;
    if (right)
        printf("  %s: %ld, as it must be\n", what, value);
    else
        printf("  WRONG: %s: %ld, but it must be %ld\n", what, value, expected);
    return right;
}

static void increment(struct counter *a, struct counter *b)
{
    (void)b;
    counter_increment(a);
}

static void a_to_b(struct counter *a, struct counter *b)
{
    (void)counter_transfer(a, b, 1);
}

static void b_to_a(struct counter *a, struct counter *b)
{
    (void)counter_transfer(b, a, 1);
}

static void too_much(struct counter *a, struct counter *b)
{
    (void)counter_transfer(a, b, 1000);
}

static bool round_of_increments(void)
{
    static struct round round = {
        .title = "1. Two threads increment one counter.",
        .workers = {{.name = "increment 1", .call = increment},
                    {.name = "increment 2", .call = increment}}};
    return play(&round, 0, 0) &&
           is_value("increments counted", counter_value(round.a), 2 * CALLS);
}

static bool round_of_transfers(void)
{
    static struct round round = {
        .title = "2. Two threads transfer, in opposite directions.",
        .workers = {{.name = "a to b", .call = a_to_b},
                    {.name = "b to a", .call = b_to_a}}};
    return play(&round, CALLS, CALLS) &&
           is_value("the sum", counter_value(round.a) + counter_value(round.b),
                    2 * CALLS);
}

static bool round_of_refusals(void)
{
    static struct round round = {
        .title = "3. Two threads ask for more than there is.",
        .workers = {{.name = "too much 1", .call = too_much},
                    {.name = "too much 2", .call = too_much}}};
    return play(&round, 10, 10) &&
           is_value("the sum", counter_value(round.a) + counter_value(round.b),
                    20);
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool right = round_of_increments();
    right &= round_of_transfers();
    right &= round_of_refusals();
    puts(right ? "Nothing went wrong this time. `make check` knows more."
               : "Something went wrong; run it again, and it may differ.");
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
