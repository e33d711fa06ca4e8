/* misconception: any thread may unlock a mutex */
/* killed by: one_round_any_order */
#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t first_done, second_done; /* locked: not yet */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->first_done, NULL);
    pthread_mutex_init(&printer->second_done, NULL);
    pthread_mutex_lock(&printer->first_done);
    pthread_mutex_lock(&printer->second_done);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    free(printer);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    print(argument);
    pthread_mutex_unlock(&printer->first_done);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    pthread_mutex_lock(&printer->first_done);
    print(argument);
    pthread_mutex_unlock(&printer->second_done);
    pthread_mutex_unlock(&printer->first_done);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pthread_mutex_lock(&printer->second_done);
    print(argument);
    pthread_mutex_unlock(&printer->second_done);
}
