/* misconception: first has nobody to wait for */
/* killed by: many_rounds */
#include "print_in_order.h"

#include <semaphore.h>
#include <stdlib.h>

struct printer {
    sem_t second_may, third_may;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    sem_init(&printer->second_may, 0, 0);
    sem_init(&printer->third_may, 0, 0);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    sem_destroy(&printer->second_may);
    sem_destroy(&printer->third_may);
    free(printer);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    print(argument);
    sem_post(&printer->second_may);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    sem_wait(&printer->second_may);
    print(argument);
    sem_post(&printer->third_may);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    sem_wait(&printer->third_may);
    print(argument);
}
