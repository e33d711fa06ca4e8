/* bench.c - `make bench`: measures all the rows and prints the table. */
#include "bench.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "must.h"
#include "sync_clock.h"

enum { REPETITIONS = 31, SHORT_REPETITIONS = 1001, MOST_THREADS = 8 };

static const char *const names[COMPETITORS] = {
    [RAW] = "pthreads", [LIBSYNC] = "libsync", [SEM_T] = "sem_t",
    [GLIB] = "GLib",    [NSYNC] = "nsync",
};

void run_threads(int number, void *(*function)(void *), void *argument)
{
    pthread_t threads[MOST_THREADS];

    for (int i = 0; i < number; i++) {
        MUST(pthread_create(&threads[i], NULL, function, argument));
    }
    for (int i = 0; i < number; i++) {
        MUST(pthread_join(threads[i], NULL));
    }
}

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;

    return (a > b) - (a < b);
}

static int repetitions_of(const struct row *row)
{
    return row->one_thread ? SHORT_REPETITIONS : REPETITIONS;
}

static double typical(const struct row *row, double samples[SHORT_REPETITIONS])
{
    const int repetitions = repetitions_of(row);

    qsort(samples, (size_t)repetitions, sizeof(*samples), compare);
    return samples[row->one_thread ? 0 : repetitions / 2];
}

static double time_once(const struct row *row, enum competitor who)
{
    const int64_t start_ns = sync_now_ns();

    row->run[who](row->times, row->size);
    return (double)(sync_now_ns() - start_ns) / (double)row->times;
}

static void measure(const struct row *row, double times_ns[COMPETITORS])
{
    static double samples[COMPETITORS][SHORT_REPETITIONS];

    for (int i = -1; i < repetitions_of(row); i++) {
        for (int who = 0; who < COMPETITORS; who++) {
            if (row->run[who] != NULL) {
                /* The first turn only warms up; the next overwrites it. */
                samples[who][i < 0 ? 0 : i] =
                    time_once(row, (enum competitor)who);
            }
        }
    }
    for (int who = 0; who < COMPETITORS; who++) {
        times_ns[who] = row->run[who] != NULL ? typical(row, samples[who]) : 0;
    }
}

static void print_header(void)
{
    printf("%-32s%9s   ", "nanoseconds, and ratios to it", names[RAW]);
    for (int who = RAW + 1; who < COMPETITORS; who++) {
        printf("%8s", names[who]);
    }
    printf("\n");
}

static void print_row(const struct row *row)
{
    double times_ns[COMPETITORS];

    measure(row, times_ns);
    printf("%-32s%9.1f ns", row->work, times_ns[RAW]);
    for (int who = RAW + 1; who < COMPETITORS; who++) {
        if (row->run[who] == NULL) {
            printf("%8s", "-");
        } else {
            printf("%7.2fx", times_ns[who] / times_ns[RAW]);
        }
    }
    printf("\n");
    (void)fflush(stdout);
}

int main(void)
{
    const struct row *const groups[] = {mutex_rows, cond_rows, sem_rows,
                                        queue_rows};

    print_header();
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        for (const struct row *row = groups[i]; row->work != NULL; row++) {
            print_row(row);
        }
    }
    return 0;
}
