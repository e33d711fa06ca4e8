#include "print_in_order.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

struct waiter {
    sem_t mine;
    struct waiter *next;
};

struct printer {
    pthread_spinlock_t guard; /* never held for long */
    /* Under guard: */
    int step;                  /* whose turn it is */
    bool taken;                /* somebody has this turn */
    struct waiter *waiting[3]; /* the latest first */
};

struct printer *printer_create(void)
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_spin_init(&printer->guard, PTHREAD_PROCESS_PRIVATE);
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_spin_destroy(&printer->guard);
    free(printer);
}

static void take_turn(struct printer *printer, int step)
{
    struct waiter self;
    pthread_spin_lock(&printer->guard);
    if (printer->step == step && !printer->taken) {
        printer->taken = true;
        pthread_spin_unlock(&printer->guard);
        return;
    }
    sem_init(&self.mine, 0, 0);
    self.next = printer->waiting[step];
    printer->waiting[step] = &self;
    pthread_spin_unlock(&printer->guard);
    while (sem_wait(&self.mine) != 0)
        continue;
    sem_destroy(&self.mine);
}

/* The turn goes straight to a waiter; it is never free for others then. */
static void pass_turn_on(struct printer *printer)
{
    pthread_spin_lock(&printer->guard);
    printer->step = (printer->step + 1) % 3;
    struct waiter *heir = printer->waiting[printer->step];
    printer->taken = heir != NULL;
    if (heir != NULL)
        printer->waiting[printer->step] = heir->next;
    pthread_spin_unlock(&printer->guard);
    if (heir != NULL)
        sem_post(&heir->mine);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take_turn(printer, 0);
    print(argument);
    pass_turn_on(printer);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    take_turn(printer, 1);
    print(argument);
    pass_turn_on(printer);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    take_turn(printer, 2);
    print(argument);
    pass_turn_on(printer);
}
