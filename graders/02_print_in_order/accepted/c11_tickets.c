/* accepted: C11 threads.h; whoever arrives draws the number of its turn, so
 * that callers of one function get their rounds first come, first served; the
 * wake-up comes after the unlock. */
#include "print_in_order.h"

#include <stdlib.h>
#include <threads.h>

struct printer {
    mtx_t lock;
    cnd_t turn_changed; /* broadcast after every callback */
    /* Under lock: */
    unsigned long turn;
    unsigned long rounds_drawn[3];
};

struct printer *printer_create(void)
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL)
        return NULL;
    if (mtx_init(&printer->lock, mtx_plain) != thrd_success ||
        cnd_init(&printer->turn_changed) != thrd_success) {
        free(printer);
        return NULL;
    }
    return printer;
}

void printer_destroy(struct printer *printer)
{
    cnd_destroy(&printer->turn_changed);
    mtx_destroy(&printer->lock);
    free(printer);
}

static void in_turn(struct printer *printer, unsigned step,
                    void (*print)(void *), void *argument)
{
    mtx_lock(&printer->lock);
    unsigned long mine = 3 * printer->rounds_drawn[step]++ + step;
    while (printer->turn != mine)
        cnd_wait(&printer->turn_changed, &printer->lock);
    mtx_unlock(&printer->lock);

    print(argument); /* nobody else has this number */

    mtx_lock(&printer->lock);
    printer->turn = mine + 1;
    mtx_unlock(&printer->lock);
    cnd_broadcast(&printer->turn_changed);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    in_turn(printer, 0, print, argument);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    in_turn(printer, 1, print, argument);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    in_turn(printer, 2, print, argument);
}
