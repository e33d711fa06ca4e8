/*
 * bench.h - the same work done by several libraries, compared.
 *
 * The competitors of a row take turns, repetition by repetition, so that
 * whatever else the machine does hits them alike.  Of a row with one thread
 * the fastest of many short repetitions counts: a disturbance only ever adds,
 * and some escape it.  Where threads meet it is the median, because who is
 * lucky with the scheduler is not the fastest.
 */
#ifndef INTERLEAVE_BENCH_H
#define INTERLEAVE_BENCH_H

#include <stdbool.h>
#include <stddef.h>

enum competitor { RAW, LIBSYNC, SEM_T, GLIB, NSYNC, COMPETITORS };

/* One line of the table: run[c](times, size) does the work that often. */
struct row {
    const char *work;
    bool one_thread;
    long times;
    int size;
    void (*run[COMPETITORS])(long times, int size);
};

/* The rows of one file, up to one without a name. */
extern const struct row mutex_rows[];
extern const struct row cond_rows[];
extern const struct row sem_rows[];
extern const struct row queue_rows[];

/*
 * Runs function(argument) in that many threads, and in none of the caller's.
 * **Blocks until** all have returned.
 */
void run_threads(int number, void *(*function)(void *), void *argument);

#endif
