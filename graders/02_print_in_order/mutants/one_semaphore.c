/* misconception: one semaphore can count the steps for all */
/* killed by: one_round_any_order */
#include "print_in_order.h"

#include <semaphore.h>
#include <stdlib.h>

struct printer {
    sem_t steps_done;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer != NULL)
        sem_init(&printer->steps_done, 0, 0);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    sem_destroy(&printer->steps_done);
    free(printer);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    print(argument);
    sem_post(&printer->steps_done);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    sem_wait(&printer->steps_done);
    print(argument);
    sem_post(&printer->steps_done);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    sem_wait(&printer->steps_done);
    print(argument);
}
