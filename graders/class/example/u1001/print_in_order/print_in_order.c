/* Lab 02, the reference: one word says whose turn it is, and each step has a
 * condition variable of its own. */
#include "print_in_order.h"

#include "sync_cond.h"
#include "sync_mutex.h"

#include <stdlib.h>

enum { STEPS = 3, NOBODY = STEPS };

struct printer {
    struct sync_mutex lock;
    /* is_next[i]: next has become i. Signalled by whoever ends step i - 1. */
    struct sync_cond is_next[STEPS];
    /* Under lock: */
    int next; /* the step whose callback comes next; NOBODY while one runs */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    sync_mutex_init(&printer->lock);
    for (int i = 0; i < STEPS; i++)
        sync_cond_init(&printer->is_next[i]);
    printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < STEPS; i++)
        sync_cond_destroy(&printer->is_next[i]);
    sync_mutex_destroy(&printer->lock);
    free(printer);
}

/* Taking the turn and testing for it are one critical section, so that of
 * two threads that want the same step only one gets it. */
static void begin_step(struct printer *printer, int step)
{
    sync_mutex_lock(&printer->lock);
    while (printer->next != step)
        sync_cond_wait(&printer->is_next[step], &printer->lock);
    printer->next = NOBODY;
    sync_mutex_unlock(&printer->lock);
}

/* One signal is enough: all who wait on this condition variable wait for the
 * same, and only one of them can have it. */
static void end_step(struct printer *printer, int step)
{
    sync_mutex_lock(&printer->lock);
    printer->next = (step + 1) % STEPS;
    sync_cond_signal(&printer->is_next[printer->next]);
    sync_mutex_unlock(&printer->lock);
}

static void take_step(struct printer *printer, int step, void (*print)(void *),
                      void *argument)
{
    begin_step(printer, step);
    print(argument);
    end_step(printer, step);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take_step(printer, 0, print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    take_step(printer, 1, print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take_step(printer, 2, print, argument);
}
