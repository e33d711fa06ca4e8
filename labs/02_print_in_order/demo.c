/* Lab 02, a program to watch: three threads, five rounds. `make run` builds it
 * with print_in_order.c. Every round is to be one line, "first second third".
 * Who does not get on for a second is called stuck. What goes wrong here can
 * go wrong in another way next time; `make check` needs no luck. */
#include "print_in_order.h"

#include "sync_clock.h"
#include "sync_latch.h"
#include "sync_thread.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 5
#define PATIENCE_MS 1000

struct worker {
    const char *name;
    char text[8];
    void (*call)(struct printer *, void (*)(void *), void *);
    struct printer *printer;
    struct sync_latch *start, *done;
    atomic_int rounds_done; /* the watchdog reads it */
};

static void print(void *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    sync_latch_arrive_and_wait(worker->start); /* so that all come at once */
    for (int i = 0; i < ROUNDS; i++) {
        worker->call(worker->printer, print, worker->text);
        atomic_fetch_add(&worker->rounds_done, 1);
    }
    sync_latch_count_down(worker->done);
    return NULL;
}

/* The watchdog. Threads that are stuck cannot be joined: the program ends
 * with them. */
static void say_who_is_stuck(const struct worker *workers)
{
    puts("");
    for (int i = 0; i < 3; i++) {
        int rounds = atomic_load(&workers[i].rounds_done);
        if (rounds < ROUNDS)
            printf("stuck: printer_%s(), in its call number %d of %d\n",
                   workers[i].name, rounds + 1, ROUNDS);
    }
    fflush(stdout);
    _Exit(1);
}

int main(void)
{
    struct sync_latch start, done;
    struct sync_thread threads[3];
    struct printer *printer = printer_create();
    if (printer == NULL) {
        fprintf(stderr, "demo: out of memory\n");
        return 2;
    }
    struct worker workers[] = {
        {"first", "first ", printer_first, printer, &start, &done, 0},
        {"second", "second ", printer_second, printer, &start, &done, 0},
        {"third", "third\n", printer_third, printer, &start, &done, 0},
    };
    sync_latch_init(&start, 3);
    sync_latch_init(&done, 3);
    for (int i = 2; i >= 0; i--)
        sync_thread_start(&threads[i], workers[i].name, work, &workers[i]);
    if (sync_latch_wait_until(&done, sync_deadline_in_ms(PATIENCE_MS)) != 0)
        say_who_is_stuck(workers);
    for (int i = 0; i < 3; i++)
        sync_thread_join(&threads[i]);
    sync_latch_destroy(&done);
    sync_latch_destroy(&start);
    printer_destroy(printer);
    return 0;
}
