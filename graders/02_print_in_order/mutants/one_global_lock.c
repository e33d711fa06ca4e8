/* misconception: one lock for all printers is the safest */
/* killed by: keeps_to_itself */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct printer {
    pthread_cond_t changed;
    int next; /* under lock */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_cond_init(&printer->changed, NULL);
    printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->changed);
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    pthread_mutex_lock(&lock);
    while (printer->next != step)
        pthread_cond_wait(&printer->changed, &lock);
    print(argument);
    printer->next = (step + 1) % 3;
    pthread_cond_broadcast(&printer->changed);
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
