// Question: may whoever finds that he is the last user free the mutex? The
// others unlocked it before.
// Verdict: ok
// Options: leaks=on
// Never: misuse
// Never: memory_error
#include "litmus.h"

struct shared {
    pthread_mutex_t lock;
    int users;
};

static void *leave(void *argument)
{
    struct shared *shared = argument;
    pthread_mutex_lock(&shared->lock);
    int left = --shared->users;
    pthread_mutex_unlock(&shared->lock);
    if (left == 0) {
        pthread_mutex_destroy(&shared->lock);
        free(shared);
    }
    return NULL;
}

int main(void)
{
    struct shared *shared = malloc(sizeof *shared);
    pthread_mutex_init(&shared->lock, NULL);
    shared->users = 2;
    pthread_t one = start(leave, shared), other = start(leave, shared);
    finish(one);
    finish(other);
}
