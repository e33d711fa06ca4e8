/* Lab 02: three steps in turn. Edit this file; the contract is in
 * print_in_order.h, the story in README.md. */
#include "print_in_order.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

enum step { FIRST, SECOND, THIRD };

struct printer {
    pthread_mutex_t lock;
    /* Each says that `next` has become its step. */
    pthread_cond_t first_is_next;
    pthread_cond_t second_is_next;
    pthread_cond_t third_is_next;
    /* Under lock: */
    enum step next; /* whose callback comes next */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->first_is_next, NULL);
    pthread_cond_init(&printer->second_is_next, NULL);
    pthread_cond_init(&printer->third_is_next, NULL);
    printer->next = FIRST;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->third_is_next);
    pthread_cond_destroy(&printer->second_is_next);
    pthread_cond_destroy(&printer->first_is_next);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (printer->next != FIRST)
        pthread_cond_wait(&printer->first_is_next, &printer->lock);
    print(argument);
    printer->next = SECOND;
    pthread_cond_signal(&printer->second_is_next);
    pthread_mutex_unlock(&printer->lock);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    /* TODO(1): a plain variable as a signal, and a polite loop around it. Who
     * says that this thread ever sees the other one's write? And what does it
     * do while it waits? */
    while (printer->next != SECOND)
        sched_yield();
    pthread_mutex_lock(&printer->lock);

    print(argument);
    printer->next = THIRD;
    pthread_cond_signal(&printer->third_is_next);
    pthread_mutex_unlock(&printer->lock);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pthread_mutex_lock(&printer->lock);
    /* TODO(2): when the wait returns, what do we know about `next`? */
    if (printer->next != THIRD)
        pthread_cond_wait(&printer->third_is_next, &printer->lock);
    print(argument);
    /* TODO(3): everything is printed. But what does whoever comes now find in
     * `next`, and who tells the thread that waits for it? */
    pthread_mutex_unlock(&printer->lock);
}
