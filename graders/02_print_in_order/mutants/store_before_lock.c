/* misconception: the lock is for the signal; one store of the turn needs none
 */
/* killed by: no_data_race */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int next; /* under lock */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->changed, NULL);
    printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->changed);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (printer->next != step)
        pthread_cond_wait(&printer->changed, &printer->lock);
    pthread_mutex_unlock(&printer->lock);
    print(argument);
    printer->next = (step + 1) % 3;
    pthread_mutex_lock(&printer->lock);
    pthread_cond_broadcast(&printer->changed);
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
