/* misconception: there is only one printer */
/* killed by: keeps_to_itself */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int next; /* under lock */

struct printer {
    int unused;
};

struct printer *printer_create(void)
{
    next = 0;
    return calloc(1, sizeof(struct printer));
}

void printer_destroy(struct printer *printer)
{
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    (void)printer;
    pthread_mutex_lock(&lock);
    while (next != step)
        pthread_cond_wait(&changed, &lock);
    print(argument);
    next = (step + 1) % 3;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
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
