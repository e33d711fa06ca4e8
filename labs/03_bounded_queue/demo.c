/* Lab 03, a program to watch: threads that hand items to one another at full
 * speed. `make run` builds it with bounded_queue.c. What goes wrong here goes
 * wrong by luck, and another time it may not; `make check` needs no luck. */
#include "bounded_queue.h"

#include "sync_clock.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define ITEMS 10000 /* of each producer */
#define CLOSES 200
#define LOOK_EVERY_MS 200
#define WORKERS_MAX 4

/* A thread of a round. The watchdog reads calls_done while it runs. */
struct worker {
    const char *name;
    void (*work)(struct worker *worker);
    struct round *round;
    atomic_long calls_done;
    atomic_bool ended;
    long sum; /* of what it took */
};

struct round {
    struct worker workers[WORKERS_MAX];
    int count;
    struct bounded_queue *queue;
    struct sync_latch start; /* so that all run side by side */
    struct sync_latch done;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    sync_latch_arrive_and_wait(&worker->round->start);
    worker->work(worker);
    atomic_store(&worker->ended, true);
    sync_latch_count_down(&worker->round->done);
    return NULL;
}

static long calls_of_all(struct round *round)
{
    long calls = 0;
    for (int i = 0; i < round->count; i++)
        calls += atomic_load(&round->workers[i].calls_done);
    return calls;
}

/* The watchdog: as long as somebody gets on, nobody is stuck. */
static bool ends(struct round *round)
{
    long before = -1;
    for (;;) {
        int64_t deadline_ns = sync_deadline_in_ms(LOOK_EVERY_MS);
        if (sync_latch_wait_until(&round->done, deadline_ns) == 0)
            return true;
        long now = calls_of_all(round);
        if (now == before)
            return false;
        before = now;
    }
}

static void say_who_is_stuck(struct round *round)
{
    for (int i = 0; i < round->count; i++) {
        struct worker *worker = &round->workers[i];
        if (!atomic_load(&worker->ended))
            printf("  STUCK: '%s', in call %ld\n", worker->name,
                   atomic_load(&worker->calls_done) + 1);
    }
}

static void begin(struct round *round, size_t capacity,
                  struct sync_thread *threads)
{
    round->queue = bounded_queue_create(capacity);
    sync_latch_init(&round->start, (unsigned)round->count + 1);
    sync_latch_init(&round->done, (unsigned)round->count);
    for (int i = 0; i < round->count; i++) {
        round->workers[i].round = round;
        sync_thread_start(&threads[i], round->workers[i].name, work,
                          &round->workers[i]);
    }
    sync_latch_arrive_and_wait(&round->start);
}

/* Returns whether the threads ended. Those that did not are left behind, with
 * their queue: the end of the program ends them. */
static bool end(struct round *round, struct sync_thread *threads)
{
    bool ended = ends(round);
    for (int i = 0; i < round->count; i++) {
        if (ended)
            sync_thread_join(&threads[i]);
        else
            sync_thread_detach(&threads[i]);
    }
    if (ended)
        bounded_queue_destroy(round->queue);
    else
        say_who_is_stuck(round);
    return ended;
}

static void produce(struct worker *worker)
{
    for (int i = 1; i <= ITEMS; i++) {
        bounded_queue_enqueue(worker->round->queue, i);
        atomic_fetch_add(&worker->calls_done, 1);
    }
}

static void consume(struct worker *worker)
{
    for (int i = 1; i <= ITEMS; i++) {
        int item = 0;
        bounded_queue_dequeue(worker->round->queue, &item);
        worker->sum += item;
        atomic_fetch_add(&worker->calls_done, 1);
    }
}

static bool round_of_items(void)
{
    static struct round round = {
        .workers = {{.name = "producer 1", .work = produce},
                    {.name = "producer 2", .work = produce},
                    {.name = "consumer 1", .work = consume},
                    {.name = "consumer 2", .work = consume}},
        .count = 4};
    struct sync_thread threads[WORKERS_MAX];
    const long expected = (long)ITEMS * (ITEMS + 1);
    puts("1. Two producers and two consumers, one place.");
    begin(&round, 1, threads);
    if (!end(&round, threads))
        return false;
    long sum = round.workers[2].sum + round.workers[3].sum;
    if (sum == expected)
        printf("  the sum of all items: %ld, as it must be\n", sum);
    else
        printf("  WRONG: the sum of all items: %ld, but it must be %ld\n", sum,
               expected);
    return sum == expected;
}

static void consume_until_closed(struct worker *worker)
{
    int item;
    while (bounded_queue_dequeue(worker->round->queue, &item) == 0)
        atomic_fetch_add(&worker->calls_done, 1);
}

static bool close_once(struct round *round)
{
    struct sync_thread threads[WORKERS_MAX];
    for (int i = 0; i < round->count; i++) {
        atomic_store(&round->workers[i].calls_done, 0);
        atomic_store(&round->workers[i].ended, false);
    }
    begin(round, 4, threads);
    for (int i = 0; i < 8; i++)
        bounded_queue_enqueue(round->queue, i);
    bounded_queue_close(round->queue);
    return end(round, threads);
}

static bool round_of_closes(void)
{
    static struct round round = {
        .workers = {{.name = "consumer 1", .work = consume_until_closed},
                    {.name = "consumer 2", .work = consume_until_closed},
                    {.name = "consumer 3", .work = consume_until_closed}},
        .count = 3};
    puts("2. Three consumers wait, and the queue is closed.");
    for (int i = 1; i <= CLOSES; i++) {
        if (!close_once(&round)) {
            printf("  that was the close number %d\n", i);
            return false;
        }
    }
    printf("  %d times closed, and all went home\n", CLOSES);
    return true;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool right = round_of_items();
    right &= round_of_closes();
    puts(right ? "Nothing went wrong this time. `make check` knows more."
               : "Something went wrong; run it again, and it may differ.");
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
