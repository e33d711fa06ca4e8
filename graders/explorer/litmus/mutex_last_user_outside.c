// Question: may the last user free the mutex, if the count is taken before the
// unlock but not under the lock?
// Verdict: misuse
#include "litmus.h"

struct shared {
    pthread_mutex_t lock;
    atomic_int users;
};

static void *leave(void *argument)
{
    struct shared *shared = argument;
    pthread_mutex_lock(&shared->lock);
    pthread_mutex_unlock(&shared->lock);
    if (atomic_fetch_sub(&shared->users, 1) == 1)
        free(shared);
    return NULL;
}

static void *leave_too_early(void *argument)
{
    struct shared *shared = argument;
    pthread_mutex_lock(&shared->lock);
    bool is_last = atomic_fetch_sub(&shared->users, 1) == 1;
    pthread_mutex_unlock(&shared->lock);
    if (is_last)
        free(shared);
    return NULL;
}

int main(void)
{
    struct shared *shared = malloc(sizeof *shared);
    pthread_mutex_init(&shared->lock, NULL);
    shared->users = 2;
    pthread_t one = start(leave, shared);
    pthread_t other = start(leave_too_early, shared);
    finish(one);
    finish(other);
}
