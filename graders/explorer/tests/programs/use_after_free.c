// The last one frees what the other one still looks at.
#include <pthread.h>
#include <stdlib.h>

struct job {
    pthread_mutex_t lock;
    int users;
    int result;
};

static void *finish(void *argument)
{
    struct job *job = argument;
    pthread_mutex_lock(&job->lock);
    int left = --job->users;
    pthread_mutex_unlock(&job->lock);
    if (left == 0)
        free(job);
    return NULL;
}

int main(void)
{
    struct job *job = calloc(1, sizeof *job);
    pthread_t a, b;
    pthread_mutex_init(&job->lock, NULL);
    job->users = 2;
    pthread_create(&a, NULL, finish, job);
    pthread_create(&b, NULL, finish, job);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return job->result;
}
