/* misconception: a flag that has been set once is enough */
/* killed by: many_rounds */
#include "print_in_order.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool first_done, second_done; /* under lock */
};

struct printer *printer_create(void)
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->changed, NULL);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->changed);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static void tell(struct printer *printer, bool *done)
{
    pthread_mutex_lock(&printer->lock);
    *done = true;
    pthread_cond_broadcast(&printer->changed);
    pthread_mutex_unlock(&printer->lock);
}

static void wait_for(struct printer *printer, const bool *done)
{
    pthread_mutex_lock(&printer->lock);
    while (!*done)
        pthread_cond_wait(&printer->changed, &printer->lock);
    pthread_mutex_unlock(&printer->lock);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    print(argument);
    tell(printer, &printer->first_done);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    wait_for(printer, &printer->first_done);
    print(argument);
    tell(printer, &printer->second_done);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    wait_for(printer, &printer->second_done);
    print(argument);
}
