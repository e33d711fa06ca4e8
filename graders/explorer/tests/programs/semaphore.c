#include <pthread.h>
#include <semaphore.h>

static sem_t free_places, full_places;

static void *take(void *unused)
{
    sem_wait(&full_places);
    sem_wait(&full_places);
    sem_post(&free_places);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&free_places, 0, 1);
    sem_init(&full_places, 0, 0);
    pthread_create(&thread, NULL, take, NULL);
    for (int i = 0; i < 2; i++) {
        sem_wait(&free_places);
        sem_post(&full_places);
    }
    pthread_join(thread, NULL);
    return 0;
}
