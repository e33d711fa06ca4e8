/* misconception: with an atomic there is no race, so polling is all right */
/* killed by: no_busy_waiting */
#include "print_in_order.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { TAKEN = 3 };

struct printer {
    atomic_int next;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer != NULL)
        atomic_init(&printer->next, 0);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    int expected = step;
    while (!atomic_compare_exchange_strong(&printer->next, &expected, TAKEN)) {
        expected = step;
        sched_yield();
    }
    print(argument);
    atomic_store(&printer->next, (step + 1) % 3);
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
