/* misconception: each function has its own lock, so the state is protected */
/* killed by: no_data_race */
#include "print_in_order.h"

#include <semaphore.h>
#include <pthread.h>
#include <stdlib.h>

struct printer {
    pthread_mutex_t locks[3]; /* one a function */
    sem_t may[3];
    long steps;
};

struct printer *printer_create(void)
{
    struct printer *printer = calloc(1, sizeof *printer);
    if (printer == NULL)
        return NULL;
    for (int i = 0; i < 3; i++) {
        pthread_mutex_init(&printer->locks[i], NULL);
        sem_init(&printer->may[i], 0, i == 0);
    }
    return printer;
}

void printer_destroy(struct printer *printer)
{
    for (int i = 0; i < 3; i++) {
        sem_destroy(&printer->may[i]);
        pthread_mutex_destroy(&printer->locks[i]);
    }
    free(printer);
}

static void play(struct printer *printer, int step, void (*print)(void *),
                 void *argument)
{
    sem_wait(&printer->may[step]);
    print(argument);
    sem_post(&printer->may[(step + 1) % 3]);
    pthread_mutex_lock(&printer->locks[step]);
    printer->steps++;
    pthread_mutex_unlock(&printer->locks[step]);
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
