#include "print_in_order.h"

#include <stdlib.h>

struct printer {
    int next;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer != NULL)
        printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    while (printer->next != step)
        ;
    print(argument);
    printer->next = (step + 1) % 3;
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
