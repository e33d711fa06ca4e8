/* accepted: libsync; an event a step, and a mutex for each function, so that
 * its callers take their turns one by one. */
#include "print_in_order.h"

#include "sync_event.h"
#include "sync_mutex.h"

#include <stdlib.h>

struct gate {
    struct sync_mutex one_caller;
    struct sync_event open;
};

struct printer {
    struct gate gates[3];
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    for (int i = 0; i < 3; i++) {
        sync_mutex_init(&printer->gates[i].one_caller);
        sync_event_init(&printer->gates[i].open);
    }
    sync_event_set(&printer->gates[0].open);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < 3; i++) {
        sync_event_destroy(&printer->gates[i].open);
        sync_mutex_destroy(&printer->gates[i].one_caller);
    }
    free(printer);
}

static void pass(struct gate *gate, struct gate *next, void (*print)(void *),
                 void *argument)
{
    sync_mutex_lock(&gate->one_caller);
    sync_event_wait(&gate->open);
    sync_event_clear(&gate->open); /* closed behind the one who came in */
    sync_mutex_unlock(&gate->one_caller);
    print(argument);
    sync_event_set(&next->open);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pass(&printer->gates[0], &printer->gates[1], print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    pass(&printer->gates[1], &printer->gates[2], print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pass(&printer->gates[2], &printer->gates[0], print, argument);
}
