#include "print_in_order.h"

#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t is_next[3];
    int next; /* under lock */
};

struct printer *printer_create(void)
{
    struct printer *printer = malloc(sizeof *printer);
    if (printer == NULL)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    for (int i = 0; i < 3; i++)
        pthread_cond_init(&printer->is_next[i], NULL);
    printer->next = 0;
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < 3; i++)
        pthread_cond_destroy(&printer->is_next[i]);
    pthread_mutex_destroy(&printer->lock);
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    pthread_mutex_lock(&printer->lock);
    if (printer->next != step)
        pthread_cond_wait(&printer->is_next[step], &printer->lock);
    print(argument);
    printer->next = (step + 1) % 3;
    pthread_cond_signal(&printer->is_next[printer->next]);
    pthread_mutex_unlock(&printer->lock);
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
