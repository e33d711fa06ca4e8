/* misconception: there is always a little memory left */
/* killed by: without_memory */
#include "print_in_order.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t round_is_over;  /* broadcast by third */
    pthread_cond_t first_printed;  /* broadcast by first */
    pthread_cond_t second_printed; /* broadcast by second */
    /* Under lock: */
    long firsts, seconds, thirds; /* callbacks that have returned */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->round_is_over, NULL);
    pthread_cond_init(&printer->first_printed, NULL);
    pthread_cond_init(&printer->second_printed, NULL);
    printer->firsts = printer->seconds = printer->thirds = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    pthread_cond_destroy(&printer->round_is_over);
    pthread_cond_destroy(&printer->first_printed);
    pthread_cond_destroy(&printer->second_printed);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

void printer_first(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (printer->firsts > printer->thirds)
        pthread_cond_wait(&printer->round_is_over, &printer->lock);
    print(argument);
    printer->firsts++;
    pthread_cond_broadcast(&printer->first_printed);
    pthread_mutex_unlock(&printer->lock);
}

void printer_second(struct printer *printer, void (*print)(void *),
                    void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (!(printer->firsts > printer->seconds))
        pthread_cond_wait(&printer->first_printed, &printer->lock);
    print(argument);
    printer->seconds++;
    pthread_cond_broadcast(&printer->second_printed);
    pthread_mutex_unlock(&printer->lock);
}

void printer_third(struct printer *printer, void (*print)(void *),
                   void *argument)
{
    pthread_mutex_lock(&printer->lock);
    while (!(printer->seconds > printer->thirds))
        pthread_cond_wait(&printer->second_printed, &printer->lock);
    print(argument);
    printer->thirds++;
    pthread_cond_broadcast(&printer->round_is_over);
    pthread_mutex_unlock(&printer->lock);
}
