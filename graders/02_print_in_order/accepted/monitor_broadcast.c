/* accepted: one lock and one condition variable for all, a count of the steps
 * taken, broadcast; the lock is held during the callback. */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t step_taken; /* broadcast after every step */
    /* Under lock: */
    unsigned long steps;
};

struct printer *printer_create(void)
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->step_taken, NULL);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->step_taken);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static void take(struct printer *printer, unsigned long which,
                 void (*print)(void *), void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (printer->steps % 3 != which)
        pthread_cond_wait(&printer->step_taken, &printer->lock);
    print(argument);
    printer->steps++;
    pthread_cond_broadcast(&printer->step_taken);
    pthread_mutex_unlock(&printer->lock);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take(printer, 0, print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    take(printer, 1, print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take(printer, 2, print, argument);
}
