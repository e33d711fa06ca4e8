/* misconception: whoever comes later in the order just waits a little */
/* killed by: allowed_calls */
#include "print_in_order.h"

#include <stdlib.h>
#include <time.h>

struct printer {
    long pause_ns;
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer != NULL)
        printer->pause_ns = 10000000;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    struct timespec pause = {.tv_sec = 0, .tv_nsec = step * printer->pause_ns};
    nanosleep(&pause, NULL);
    print(argument);
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
