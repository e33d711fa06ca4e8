/* Lab 05, a program to watch: two rounds with real threads and real time.
 * `make run` builds it with rate_limiter.c. What goes wrong here goes wrong by
 * luck, and another time it may not; `make check` needs no luck. */
#include "rate_limiter.h"

#include "sync_clock.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define TIMES 200000
#define WINDOW_MS 300
#define LOOK_MS 200
#define SLOW_MS 100
#define PATIENCE_MS 1500

/* ---- a round: two threads, and a watchdog who waits for them ---- */

struct round {
    const char *names[2];
    void *(*bodies[2])(void *);
    struct rate_limiter *limiter;
    struct sync_latch start; /* so that the two run side by side */
    struct sync_latch done;
    atomic_bool ended[2];
    int64_t results[2]; /* each written by its thread before done */
};

static void end(struct round *round, int who, int64_t result)
{
    round->results[who] = result;
    atomic_store(&round->ended[who], true);
    sync_latch_count_down(&round->done);
}

/* Returns whether both threads ended. Those that did not are left behind, with
 * their limiter: the end of the program ends them. */
static bool play(struct round *round)
{
    struct sync_thread threads[2];
    sync_latch_init(&round->start, 2);
    sync_latch_init(&round->done, 2);
    for (int i = 0; i < 2; i++)
        sync_thread_start(&threads[i], round->names[i], round->bodies[i],
                          round);
    int64_t deadline_ns = sync_deadline_in_ms(PATIENCE_MS);
    bool ended = sync_latch_wait_until(&round->done, deadline_ns) == 0;
    for (int i = 0; i < 2; i++) {
        if (ended)
            sync_thread_join(&threads[i]);
        else
            sync_thread_detach(&threads[i]);
        if (!atomic_load(&round->ended[i]))
            printf("  STUCK: '%s'\n", round->names[i]);
    }
    return ended;
}

/* ---- 1. the last place ---- */

/* One place a nanosecond, and both threads ask for it at each of them. */
static int64_t ask_for_each(struct round *round)
{
    int64_t admitted = 0;
    sync_latch_arrive_and_wait(&round->start);
    for (int64_t now_ns = 0; now_ns < TIMES; now_ns++)
        admitted += rate_limiter_allow_at(round->limiter, now_ns);
    return admitted;
}

static void *ask_first(void *round)
{
    end(round, 0, ask_for_each(round));
    return NULL;
}

static void *ask_second(void *round)
{
    end(round, 1, ask_for_each(round));
    return NULL;
}

static bool round_of_last_places(void)
{
    static struct round round = {.names = {"asks 1", "asks 2"},
                                 .bodies = {ask_first, ask_second}};
    printf("1. Two threads ask for the same %d places.\n", TIMES);
    round.limiter = rate_limiter_create(1, 1);
    if (round.limiter == NULL || !play(&round))
        return false;
    long admitted = (long)(round.results[0] + round.results[1]);
    if (admitted > TIMES)
        printf("  WRONG: %ld requests were admitted, %ld too many\n", admitted,
               admitted - TIMES);
    else
        printf("  %ld requests were admitted, and no more may be\n", admitted);
    rate_limiter_destroy(round.limiter);
    return admitted <= TIMES;
}

/* ---- 2. one waits, the other one does not
 * ------------------------------------ */

static void *wait_for_place(void *argument)
{
    struct round *round = argument;
    sync_latch_arrive_and_wait(&round->start);
    int64_t deadline_ns = sync_deadline_in_ms(2 * WINDOW_MS);
    end(round, 0, rate_limiter_acquire_until(round->limiter, deadline_ns));
    return NULL;
}

/* Asks without waiting as long as there is no place. The result is how long
 * the slowest call took. */
static void *ask_meanwhile(void *argument)
{
    struct round *round = argument;
    int64_t slowest_ns = 0;
    sync_latch_arrive_and_wait(&round->start);
    int64_t end_ns = sync_deadline_in_ms(LOOK_MS);
    int64_t before_ns;
    while ((before_ns = sync_now_ns()) < end_ns) {
        (void)rate_limiter_acquire_until(round->limiter, before_ns);
        int64_t took_ns = sync_now_ns() - before_ns;
        if (took_ns > slowest_ns)
            slowest_ns = took_ns;
    }
    end(round, 1, slowest_ns);
    return NULL;
}

static bool round_of_waiting(void)
{
    static struct round round = {.names = {"waits", "does not wait"},
                                 .bodies = {wait_for_place, ask_meanwhile}};
    printf("2. A thread waits for a place; another one only asks.\n");
    round.limiter = rate_limiter_create(1, WINDOW_MS * SYNC_NS_PER_MS);
    if (round.limiter == NULL)
        return false;
    (void)rate_limiter_acquire_until(round.limiter, sync_now_ns());
    if (!play(&round))
        return false;
    long slowest_ms = (long)(round.results[1] / SYNC_NS_PER_MS);
    printf("  the one who waited was %s\n",
           round.results[0] ? "admitted" : "NOT admitted");
    printf("  %s: the slowest question took %ld ms\n",
           slowest_ms < SLOW_MS ? "right" : "WRONG", slowest_ms);
    rate_limiter_destroy(round.limiter);
    return round.results[0] && slowest_ms < SLOW_MS;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool right = round_of_last_places();
    right &= round_of_waiting();
    puts(right ? "Nothing went wrong this time. `make check` knows more."
               : "Something went wrong; run it again, and it may differ.");
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
