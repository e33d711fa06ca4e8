/* bench.c - `make bench-slides`: threads, processes and an event loop measured
 * side by side, as a table in Markdown. Each number is the median of several
 * turns; the three take turns, so that a busy machine is busy for all. */
#include "ways.h"

#include "sync_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WAYS = 3, TIMES = 9 };

static const struct way *const ways[WAYS] = {&way_threads, &way_processes,
                                             &way_loop};

double now_us(void)
{
    return (double)sync_now_ns() / 1000;
}

/* Something that cannot be computed at compile time. */
long work(long steps)
{
    unsigned long x = (unsigned long)steps;
    for (long i = 0; i < steps; i++)
        x = x * 6364136223846793005UL + 1442695040888963407UL;
    return (long)(x >> 33);
}

double resident_kib(long process)
{
    char path[64], line[256];
    double kib = 0;
    if (process == 0)
        process = (long)getpid();
    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", process);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Pss: %lf kB", &kib) == 1)
            break;
    }
    fclose(file);
    return kib;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

typedef double measure(void); /* a function type */

static measure *start_of(const struct way *way)
{
    return way->start_us;
}
static measure *turn_of(const struct way *way)
{
    return way->turn_us;
}
static measure *wait_of(const struct way *way)
{
    return way->wait_ms;
}
static measure *memory_of(const struct way *way)
{
    return way->memory_kib;
}
static measure *compute_of(const struct way *way)
{
    return way->compute_ms;
}

static const struct row {
    const char *what, *unit;
    measure *(*of)(const struct way *);
} rows[] = {
    {"begin one and wait for its end", "µs", start_of},
    {"hand the turn over and back", "µs", turn_of},
    {"200 that wait for 10 ms at once", "ms", wait_of},
    {"memory of one that waits", "KiB", memory_of},
    {"a computation in two parts", "ms", compute_of},
};

static void print_row(const struct row *row)
{
    double samples[WAYS][TIMES];
    for (int i = 0; i < TIMES; i++) {
        for (int w = 0; w < WAYS; w++)
            samples[w][i] = row->of(ways[w])();
    }
    printf("| %s |", row->what);
    for (int w = 0; w < WAYS; w++) {
        qsort(samples[w], TIMES, sizeof samples[w][0], compare);
        double value = samples[w][TIMES / 2];
        printf(" %.*f %s |",
               value < 1    ? 2
               : value < 20 ? 1
                            : 0,
               value, row->unit);
    }
    printf("\n");
    fflush(stdout);
}

int main(void)
{
    printf("| on %ld cores, medians of %d |", sysconf(_SC_NPROCESSORS_ONLN),
           TIMES);
    for (int w = 0; w < WAYS; w++)
        printf(" %s |", ways[w]->name);
    printf("\n|---|---:|---:|---:|\n");
    fflush(stdout);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        print_row(&rows[i]);
    return 0;
}
