/* print_in_order.h - three steps that are taken in turn, whichever thread
 * comes first. The contract of lab 02; not edited.
 *
 * A printer plays rounds: a first, a second and a third callback, one after
 * the other, then the next round. Each call of a function below takes part in
 * one round: it waits for its turn, calls its callback once, in the calling
 * thread, and returns. Threads may arrive in any order, any number of times,
 * and several may call the same function at once: each call gets a round of
 * its own, in some order.
 *
 * A waiting thread sleeps until somebody wakes it: it does not look again and
 * again, and it does not wait with a time-out. What a callback wrote is visible
 * to the callback after it. Callbacks do not call the printer. Two printers
 * have nothing to do with each other.
 */
#ifndef PRINT_IN_ORDER_H
#define PRINT_IN_ORDER_H

/* What it holds is up to print_in_order.c. */
struct printer;

/* Creates a printer whose first round has not begun. Never blocks.
 * Returns: NULL if there is no memory. Owns: printer_destroy(). */
struct printer *printer_create(void);

/* Frees the printer. Never blocks.
 * Requires: every call on it has returned. The last round need not be
 * complete. */
void printer_destroy(struct printer *printer);

/* Calls print(argument) as the first step of a round. Blocks until the third
 * callback of the round before has returned, if there is one; then until its
 * own callback has returned, and no longer: it does not wait for the second.
 * Wakes: a thread that waits in printer_second(). */
void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument);

/* Calls print(argument) as the second step of a round. Blocks until the first
 * callback of that round has returned, then until its own has, no longer.
 * Wakes: a thread that waits in printer_third(). */
void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument);

/* Calls print(argument) as the third step of a round. Blocks until the second
 * callback of that round has returned, then until its own has, no longer.
 * Wakes: a thread that waits in printer_first(), for the next round. */
void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument);

#endif
