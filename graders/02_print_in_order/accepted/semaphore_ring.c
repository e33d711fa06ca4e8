/* accepted: no state of its own; three semaphores, and one permit that goes
 * round. */
#include "print_in_order.h"

#include <semaphore.h>
#include <stdlib.h>

struct printer {
    sem_t may[3];
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    for (unsigned i = 0; i < 3; i++)
        sem_init(&printer->may[i], 0, i == 0);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < 3; i++)
        sem_destroy(&printer->may[i]);
    free(printer);
}

static void pass(sem_t *mine, sem_t *next, void (*print)(void *),
                 void *argument)
{
    while (sem_wait(mine) != 0)
        continue; /* a signal handler ran */
    print(argument);
    sem_post(next);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pass(&printer->may[0], &printer->may[1], print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    pass(&printer->may[1], &printer->may[2], print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pass(&printer->may[2], &printer->may[0], print, argument);
}
