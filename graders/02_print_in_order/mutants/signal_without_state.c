/* misconception: a condition variable remembers its signals */
/* killed by: no_lost_wakeup */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t is_next[3];
    int next; /* under lock */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    for (int i = 0; i < 3; i++)
        pthread_cond_init(&printer->is_next[i], NULL);
    printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < 3; i++)
        pthread_cond_destroy(&printer->is_next[i]);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static void wait_for(struct printer *printer, int step)
{
    pthread_mutex_lock(&printer->lock);
    pthread_cond_wait(&printer->is_next[step], &printer->lock);
    pthread_mutex_unlock(&printer->lock);
}

static void tell(struct printer *printer, int step)
{
    pthread_mutex_lock(&printer->lock);
    pthread_cond_signal(&printer->is_next[step]);
    pthread_mutex_unlock(&printer->lock);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    print(argument);
    tell(printer, 1);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    wait_for(printer, 1);
    print(argument);
    tell(printer, 2);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    wait_for(printer, 2);
    print(argument);
}
