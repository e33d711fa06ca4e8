/* Three threads with names; each returns its result to join. */
#include "sync_thread.h"

#include <stdio.h>

enum { SQUARES = 3 };

static void *square(void *argument)
{
    int *number = argument;

    *number *= *number;
    return number;
}

int main(void)
{
    struct sync_thread threads[SQUARES];
    int numbers[SQUARES] = {3, 4, 5};

    for (int i = 0; i < SQUARES; i++) {
        char name[SYNC_THREAD_NAME_SIZE];

        (void)snprintf(name, sizeof(name), "square-of-%d", numbers[i]);
        sync_thread_start(&threads[i], name, square, &numbers[i]);
    }
    for (int i = 0; i < SQUARES; i++) {
        const int *result = sync_thread_join(&threads[i]);
        char name[SYNC_THREAD_NAME_SIZE];

        printf("thread %u, %s: %d\n", threads[i].number,
               sync_thread_name_of(threads[i].number, name), *result);
    }
    printf("and this is thread %u, %s\n", sync_thread_number(),
           sync_thread_name());
    return 0;
}
