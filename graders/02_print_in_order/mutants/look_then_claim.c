/* misconception: two atomic operations claim a turn as well as one */
/* killed by: several_callers */
#include "print_in_order.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#define CLAIMED 3

struct printer {
    atomic_int turn;      /* 0, 1, 2, or CLAIMED while a callback runs */
    pthread_mutex_t lock; /* between the last look and going to sleep */
    pthread_cond_t turn_changed;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    atomic_init(&printer->turn, 0);
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->turn_changed, NULL);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->turn_changed);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static bool claim(struct printer *printer, int step)
{
    if (atomic_load(&printer->turn) != step)
        return false;
    atomic_store(&printer->turn, CLAIMED);
    return true;
}

static void sleep_until_claimed(struct printer *printer, int step)
{
    pthread_mutex_lock(&printer->lock);
    while (!claim(printer, step))
        pthread_cond_wait(&printer->turn_changed, &printer->lock);
    pthread_mutex_unlock(&printer->lock);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    if (!claim(printer, step))
        sleep_until_claimed(printer, step);
    print(argument);
    atomic_store_explicit(&printer->turn, (step + 1) % 3, memory_order_release);
    /* Whoever found the old turn has gone to sleep when this lock is ours. */
    pthread_mutex_lock(&printer->lock);
    pthread_cond_broadcast(&printer->turn_changed);
    pthread_mutex_unlock(&printer->lock);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    play(printer, 0, print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    play(printer, 1, print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    play(printer, 2, print, argument);
}
