/* A table that is built when the first of four threads needs it. */
#include "sync_once.h"
#include "sync_thread.h"

#include <stdio.h>

enum { THREADS = 4, SIZE = 10 };

static struct sync_once table_once = SYNC_ONCE_INIT;
static int table[SIZE];
static int times_built;

static void build_table(void *argument)
{
    (void)argument;
    for (int i = 0; i < SIZE; i++) {
        table[i] = i * i;
    }
    times_built++;
}

static int square_of(int number)
{
    sync_once_run(&table_once, build_table, NULL);
    return table[number];
}

static void *look_up(void *argument)
{
    int *number = argument;

    *number = square_of(*number);
    return NULL;
}

int main(void)
{
    struct sync_thread threads[THREADS];
    int numbers[THREADS] = {2, 3, 5, 7};

    for (int i = 0; i < THREADS; i++) {
        sync_thread_start(&threads[i], "look-up", look_up, &numbers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)sync_thread_join(&threads[i]);
        printf("%d\n", numbers[i]);
    }
    printf("built %d time\n", times_built);
    sync_once_destroy(&table_once);
    return times_built == 1 ? 0 : 1;
}
